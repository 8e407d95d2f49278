/**
 * Clusters for JUnit 5 test classes.
 */
@NullMarked
package dev.cleave.testkit.junit;

import org.jspecify.annotations.NullMarked;
