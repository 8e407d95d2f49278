/**
 * What nodes, coordinators and runners say to each other, as plain records.
 */
@NullMarked
package dev.cleave.core.protocol;

import org.jspecify.annotations.NullMarked;
