/**
 * For the tests of a program: runs it on the calling thread alone, and looks for what would make it wrong on many.
 *
 * <p>Depends on the JDK and on the programming model, and on no test framework.
 */
@NullMarked
package dev.cleave.api.check;

import org.jspecify.annotations.NullMarked;
