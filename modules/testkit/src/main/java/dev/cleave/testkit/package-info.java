/**
 * Local clusters of real processes, and faults done to them, for JUnit 5.
 *
 * <p>Must not know how the cluster decides: it starts it, hurts it from outside (signals, links), and looks at what came
 * of it.
 */
@NullMarked
package dev.cleave.testkit;

import org.jspecify.annotations.NullMarked;
