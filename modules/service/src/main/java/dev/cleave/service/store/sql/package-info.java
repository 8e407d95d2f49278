/**
 * The store on SQLite and on PostgreSQL: one SQL for both, a class for each concern, and one thread that writes.
 */
@NullMarked
package dev.cleave.service.store.sql;

import org.jspecify.annotations.NullMarked;
