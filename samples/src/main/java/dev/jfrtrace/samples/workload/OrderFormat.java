package dev.jfrtrace.samples.workload;

import dev.jfrtrace.samples.workload.Order.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An order as a line of text: {@code id;checksum;article*pieces*note;…}. Reading it is the server's
 * work for the processor, and leaves garbage as a parser does.
 */
final class OrderFormat {
    private static final int CHECKSUM_ROUNDS = 40;

    private OrderFormat() {}

    static String write(Order order) {
        StringBuilder items = new StringBuilder();
        for (Item item : order.items()) {
            items.append(';').append(item.article());
            items.append('*').append(item.pieces());
            items.append('*').append(item.note());
        }
        return order.id() + ";" + Integer.toHexString(checksum(items, 0)) + items;
    }

    /**
     * @throws OrderFormatException when the line is no order, or not the one that was sent
     */
    static Order read(String line) throws OrderFormatException {
        int id = line.indexOf(';');
        int checksum = line.indexOf(';', id + 1);
        if (id < 0 || checksum < 0) {
            throw new OrderFormatException("no items: " + line);
        }
        String expected = line.substring(id + 1, checksum);
        String found = Integer.toHexString(checksum(line, checksum));
        if (!found.equals(expected)) {
            throw new OrderFormatException("checksum " + found + " instead of " + expected);
        }
        return new Order(number(line.substring(0, id)), items(line, checksum + 1));
    }

    private static List<Item> items(String line, int from) throws OrderFormatException {
        List<Item> items = new ArrayList<>();
        int start = from;
        while (start < line.length()) {
            int end = line.indexOf(';', start);
            end = end < 0 ? line.length() : end;
            items.add(item(line.substring(start, end)));
            start = end + 1;
        }
        return items;
    }

    private static Item item(String text) throws OrderFormatException {
        String[] parts = text.split("\\*", -1);
        if (parts.length != 3) {
            throw new OrderFormatException("no item: " + text);
        }
        String article = parts[0].toUpperCase(Locale.ROOT);
        return new Item(article, (int) number(parts[1]), parts[2].strip());
    }

    private static long number(String text) throws OrderFormatException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OrderFormatException("no number: " + text);
        }
    }

    /** Slow on purpose, as a signature would be: samples of the processor shall find it. */
    private static int checksum(CharSequence text, int from) {
        int sum = 1;
        for (int round = 0; round < CHECKSUM_ROUNDS; round++) {
            for (int i = from; i < text.length(); i++) {
                sum = Integer.rotateLeft(sum ^ text.charAt(i), 5) * 0x01000193;
            }
        }
        return sum;
    }
}
