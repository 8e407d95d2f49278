/**
 * YAML as maps, lists and scalars that know where they stand.
 */
@NullMarked
package dev.cleave.pipeline.yaml;

import org.jspecify.annotations.NullMarked;
