package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PutAsideTest {
    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    @Test
    void anInterruptTakesEffectBehindTheWork() {
        Thread.currentThread().interrupt();
        try (PutAside interrupts = new PutAside()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            interrupts.again();
        }
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void soDoesOneThatComesMeanwhile() {
        try (PutAside interrupts = new PutAside()) {
            Thread.currentThread().interrupt();
            interrupts.again();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void soDoesOneThatWasThrown() {
        try (PutAside interrupts = new PutAside()) {
            interrupts.thrown();
        }
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void whereNoneCameThereIsNone() {
        try (PutAside interrupts = new PutAside()) {
            interrupts.again();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
