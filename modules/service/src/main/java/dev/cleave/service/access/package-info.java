/**
 * Who may do what: tokens, roles, limits on how often, and the record of what was decided.
 *
 * <p>Must not know over what a request came, nor where tokens are kept.
 */
@NullMarked
package dev.cleave.service.access;

import org.jspecify.annotations.NullMarked;
