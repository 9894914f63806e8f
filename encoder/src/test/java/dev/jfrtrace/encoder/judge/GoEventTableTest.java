package dev.jfrtrace.encoder.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoEventTableTest {
    @Test
    void readsGosOwnTable() {
        GoTools tools = GoTools.require();
        List<String> lines = GoEventTable.lines(tools);
        assertThat(lines)
                .contains(
                        "1 EventBatch gen,m,time,size structural"
                                + " stacks=- strings=- start=- since=1.22",
                        "3 Stack id,nframes structural stacks=- strings=- start=- since=1.22"
                                + " frames",
                        "5 String id structural stacks=- strings=- start=- since=1.22 data",
                        "14 GoCreate dt,new_g,new_stack,stack timed"
                                + " stacks=3,2 strings=- start=- since=1.22",
                        "43 UserRegionEnd dt,task,name_string,stack timed"
                                + " stacks=3 strings=2 start=UserRegionBegin since=1.22",
                        "48 GoStatusStack dt,g,m,gstatus,stack timed"
                                + " stacks=4 strings=- start=- since=1.23",
                        "51 ClockSnapshot dt,mono,sec,nsec timed"
                                + " stacks=- strings=- start=- since=1.25");
        assertThat(lines).filteredOn(line -> line.contains("since=1.22")).hasSize(44);
        assertThat(lines)
                .filteredOn(line -> line.endsWith(" experiment=AllocFree"))
                .hasSize(9)
                .allMatch(line -> line.contains(" since=- "));
        if (tools.minor() == 26) {
            assertThat(lines).hasSize(52 + 9);
        }
    }
}
