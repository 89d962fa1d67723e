/**
 * Runs generated Python against its tests, each program in a jail of its own: start at {@link
 * io.hornbook.common.sandbox.Sandbox}. What jails is one Python file of the training stage ({@code
 * sandbox.py}, shipped as a resource), whose documentation tells what a program cannot do; it needs
 * {@code python3} (3.9 or later), and bubblewrap or namespaces of the kernel.
 */
package io.hornbook.common.sandbox;
