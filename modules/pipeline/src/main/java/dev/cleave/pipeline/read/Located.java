package dev.cleave.pipeline.read;

import dev.cleave.core.pipeline.Reference;

/**
 * A reference, and where in its text it stands.
 *
 * @param reference what it names
 * @param offset its first character, from 0
 */
record Located(Reference reference, int offset) {}
