// Package backup makes an archive of a whole hub and puts it back.
//
// Owns: the archive's form (a gzipped tar of manifest, its MAC, files and a dump of the database), what makes it consistent, which columns
// name files (files.go), and how a restored hub is compared with what was written down.
//
// Does not own: the secret, which is not in the archive and has to be kept apart from it; roles, rights and newer migrations, which
// tenants.Migrate lays anew; who keeps the archive and for how long.
//
// Invariants:
//   - rows, counts, hashes and the list of files are of one moment: all are read in one snapshot;
//   - nothing is taken as a backup that row security has thinned out: the reader must see every row;
//   - no key is in the archive: what follows from the secret (scope keys) is left out, and what is sealed under it stays sealed;
//   - an archive appears under its name whole or not at all, for its owner's eyes only;
//   - an archive is read to its end and checked before anything is changed, and its dump is run only if it was made with this secret.
//
// Times: the manifest's is the hub's clock when the archive was begun.
package backup
