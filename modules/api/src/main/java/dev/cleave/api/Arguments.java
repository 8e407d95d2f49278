package dev.cleave.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checked values for the parameters of a job.
 *
 * <p>Immutable, and safe for use by many threads at once.
 */
public final class Arguments {

    private final Map<String, Object> values;
    private final Map<String, String> given;

    private Arguments(Map<String, Object> values, Map<String, String> given) {
        this.values = values;
        this.given = given;
    }

    /**
     * The arguments that some text stands for.
     *
     * @param parameters the parameters of the job
     * @param given text by parameter name; what is missing takes its default
     * @return the checked values
     * @throws InvalidArgumentException if a name is unknown or declared twice, or a value is of the wrong type or out of
     *     range
     */
    public static Arguments parse(List<Parameter<?>> parameters, Map<String, String> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters) {
            String text = given.get(parameter.name());
            if (values.put(parameter.name(), text == null ? parameter.defaultValue() : parameter.parse(text)) != null) {
                throw new InvalidArgumentException("parameter " + parameter.name()
                        + ": declared twice (expected: names that are unique within the job)");
            }
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new InvalidArgumentException(NearestName.unknown("parameter", name, values.keySet()));
            }
        }
        return new Arguments(values, new LinkedHashMap<>(given));
    }

    /**
     * The value of a parameter: the one given, or else its default.
     *
     * @param parameter one of the job's parameters
     * @return its value
     * @throws InvalidArgumentException if the job did not declare the parameter
     */
    @SuppressWarnings("unchecked")
    public <T> T valueOf(Parameter<T> parameter) {
        @Nullable Object value = values.get(parameter.name());
        if (value == null) {
            throw new InvalidArgumentException(NearestName.unknown("parameter", parameter.name(), values.keySet()));
        }
        return (T) value;
    }

    /**
     * Whether a value was given for a parameter, so that its default does not hold.
     *
     * @param parameter one of the job's parameters
     * @return true if the user named it
     */
    public boolean isGiven(Parameter<?> parameter) {
        return given.containsKey(parameter.name());
    }

    /** The text that was given, by parameter name; parsing it again gives equal arguments. */
    public Map<String, String> given() {
        return Map.copyOf(given);
    }
}
