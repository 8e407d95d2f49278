package dev.cleave.examples;

import dev.cleave.api.Parameter;

/** The parameter by which an example leaves its sequential solver out. */
final class Kernel {

    /** Whether small problems may go to the program's sequential solver instead of being divided to the end. */
    static final Parameter<Boolean> KERNEL =
            Parameter.flag("kernel", true, "whether to use the sequential solver for small problems");

    private Kernel() {}
}
