/**
 * Who is who between nodes: a private authority, the certificates that it gives to nodes, and how a node checks them.
 *
 * <p>Knows nothing of actors. Keys are made by the JDK's {@code keytool}, in a process of its own.
 */
@NullMarked
package dev.cleave.cluster.certificate;

import org.jspecify.annotations.NullMarked;
