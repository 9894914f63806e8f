package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.Stacks;
import dev.jfrtrace.bridge.collect.Symbols;

/** What the numbers in records stand for. */
public record Names(Symbols symbols, Stacks stacks, ThreadSource threads) {}
