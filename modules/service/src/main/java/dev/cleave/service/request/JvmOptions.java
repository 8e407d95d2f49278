package dev.cleave.service.request;

import dev.cleave.service.refusal.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which options a job may give to the JVMs that run its code.
 *
 * <p>A list of what is taken, not of what is not: many options run programs, load agents, write files or read the class
 * path from elsewhere.
 */
final class JvmOptions {
    private static final int MOST = 32;
    private static final List<Pattern> TAKEN = List.of(
            Pattern.compile("-Xm[snx][0-9]{1,12}[kKmMgG]?"),
            Pattern.compile("-Xss[0-9]{1,9}[kKmMgG]?"),
            Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah)GC"),
            Pattern.compile("-XX:[+-]Use(CompressedOops|StringDeduplication|CompactObjectHeaders|SuperWord)"),
            Pattern.compile("-XX:(MaxInlineLevel|MaxInlineSize|FreqInlineSize|MaxGCPauseMillis|NewRatio|SurvivorRatio"
                    + "|TieredStopAtLevel)=[0-9]{1,9}"),
            Pattern.compile("-XX:(MaxMetaspaceSize|MaxDirectMemorySize|ReservedCodeCacheSize)=[0-9]{1,9}[kKmMgG]?"),
            Pattern.compile("-e(a|nableassertions)(:[A-Za-z0-9_.$]{1,200})?"),
            // Their own: none of the JDK's, the network's or the cluster's.
            Pattern.compile("-D(?!(java|javax|jdk|sun|com\\.sun|jna|akka|cleave|logback|slf4j|org\\.slf4j)\\.)"
                    + "[A-Za-z][A-Za-z0-9_.-]{0,99}=[!-~ ]{0,400}"));

    private JvmOptions() {}

    static void check(String field, List<String> options) {
        Expect.atMost(field, options.size(), MOST, "options");
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (TAKEN.stream().noneMatch(pattern -> pattern.matcher(option).matches())) {
                throw Refusal.invalid(
                        field + "[" + i + "]",
                        option,
                        "the size of heap, stack or caches (as -Xmx512m), a collector, -ea, or -D with a name of its own");
            }
        }
    }
}
