// Package config is every setting of the hub: its name, default, meaning and form.
//
// Owns: the one table of settings, reading them from the environment and an
// optional file of NAME=value lines, and saying all that is wrong with them at
// once; the master secret and the keys derived from it.
//
// Does not own: what the settings configure. It checks that an address has the
// right form, not that anybody answers there.
//
// Invariants: the environment wins over the file, the file over the default; a
// value that is set but wrong is an error and never replaced by a default; an
// unknown HUB_ name is an error; secrets appear neither in errors nor in Print.
package config
