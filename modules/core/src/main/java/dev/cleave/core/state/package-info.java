/**
 * State machines as declared tables: what may follow what, checked at run time and drawn as diagrams.
 */
@NullMarked
package dev.cleave.core.state;

import org.jspecify.annotations.NullMarked;
