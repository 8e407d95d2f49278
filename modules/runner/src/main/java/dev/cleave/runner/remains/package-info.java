/** What a runner leaves behind when it ends: a status, and where it was. */
@NullMarked
package dev.cleave.runner.remains;

import org.jspecify.annotations.NullMarked;
