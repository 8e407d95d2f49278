package dev.cleave.graph.read;

/** The formats that graphs are read from. */
public enum GraphFormat {
    /** Our own: {@code tasks} by name with {@code needs} and {@code duration}, in YAML. */
    YAML("YAML"),
    /** The same in JSON. */
    JSON("JSON"),
    /** WfFormat 1.5 of the WfCommons project: recorded runs of workflows, in JSON. */
    WFFORMAT("WfFormat"),
    /** Standard Task Graph files (T. Tobita, H. Kasahara, 2002). */
    STANDARD_TASK_GRAPH("Standard Task Graph"),
    /** A pipeline, with the times that are known of its tasks. */
    PIPELINE("pipeline");

    private final String title;

    GraphFormat(String title) {
        this.title = title;
    }

    /** What people call it. */
    public String title() {
        return title;
    }
}
