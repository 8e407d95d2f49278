package dev.cleave.cluster.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the logs of a process go. Set up by code, since reading a configuration file takes longer than a node may. */
public final class Logs {

    private Logs() {}

    /** From now on to standard error. */
    public static void toConsole() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        use(appender);
    }

    /** From now on to a file, which is made or added to. A file that cannot be written leaves no log. */
    public static void toFile(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        use(appender);
    }

    private static void use(OutputStreamAppender<ILoggingEvent> appender) {
        PlainLogback.choose();
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.cleave").setLevel(Level.INFO);
        // A peer that leaves or is not up yet is no news: nodes and controllers say themselves whom they lose.
        context.getLogger("akka.stream.Materializer").setLevel(Level.ERROR);
        context.getLogger("akka.remote.artery").setLevel(Level.ERROR);
        context.getLogger("akka.cluster.Cluster").setLevel(Level.ERROR);
    }
}
