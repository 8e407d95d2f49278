/**
 * What a coordinator must write down so that the next controller can go on, and how it reads it.
 */
@NullMarked
package dev.cleave.core.journal;

import org.jspecify.annotations.NullMarked;
