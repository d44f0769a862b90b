// Package leash runs a child process that ends when its parent does, even when
// the parent is killed and can do nothing about it.
//
// Owns: the pipe whose end of file tells a small shell that the parent is gone.
// Does not own: restarting or stopping the child in ordinary life.
// Invariants: the child gets exactly one SIGINT, and only if the parent died
// before the child ended. The watcher stands outside the parent's process group,
// so Ctrl-C or a kill of that group does not take it along.
package leash
