/**
 * Work, span, weight and what they predict.
 */
@NullMarked
package dev.cleave.core.measure;

import org.jspecify.annotations.NullMarked;
