/**
 * What is said about a run: progress while it lasts, the closing report, the JSON document.
 */
@NullMarked
package dev.cleave.cli.report;

import org.jspecify.annotations.NullMarked;
