package backup

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/config"
	"manifold/migrations"
)

// format is the version of the archive's form. It rises when an older hub could not read a newer archive.
const format = 1

// Names of the archive's entries, in their order; files stand between the MAC and the dump.
const (
	manifestName = "manifest.json"
	macName      = "manifest.mac"
	filesFolder  = "files/"
	dumpName     = "database.dump"
)

// manifest says what is in an archive.
type manifest struct {
	Format     int       `json:"format"`
	Commit     string    `json:"commit"` // of the hub that wrote it
	At         time.Time `json:"at"`
	Key        string    `json:"key"`        // check value of the secret; tells nothing about it
	PostgreSQL int       `json:"postgresql"` // server_version_num
	PgDump     int       `json:"pg_dump"`    // major version
	Migration  int       `json:"migration"`  // the last one that had run
	Tables     []table   `json:"tables"`
	Files      []file    `json:"files"`
	Dump       content   `json:"dump"`
}

// table is what stood in one table.
type table struct {
	Name string `json:"name"` // with its schema
	Rows int64  `json:"rows"`
	Hash string `json:"hash"` // of the rows in any order
}

// content is what an entry must hold.
type content struct {
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// file is one blob.
type file struct {
	Company id.CompanyID `json:"company"`
	Blob    id.BlobID    `json:"blob"`
	Type    string       `json:"type"`
	Missing bool         `json:"missing,omitempty"` // named by a row, but not in storage
	content
}

func (f file) name() string { return filesFolder + f.Company.String() + "/" + f.Blob.String() }

// checkValue tells whether two hubs have the same secret.
func checkValue(cfg config.Config) string { return hex.EncodeToString(cfg.Derive("backup check", 16)) }

// mac covers the manifest, and with it everything whose hash it holds: a dump is SQL that an administrator runs.
func mac(cfg config.Config, raw []byte) string {
	sum := hmac.New(sha256.New, cfg.Derive("backup manifest", 32))
	sum.Write(raw)
	return hex.EncodeToString(sum.Sum(nil))
}

// parse reads a manifest and refuses what this hub can't restore, in one sentence.
func parse(cfg config.Config, raw []byte, given string) (manifest, error) {
	var head struct { // all that any format has
		Format int
		Commit string
	}
	var m manifest
	if err := json.Unmarshal(raw, &head); err != nil {
		return m, damaged("its manifest cannot be read")
	}
	if head.Format != format {
		return m, fmt.Errorf("the archive has format %d and this hub reads format %d: restore it with the hub that wrote it (%s), or a newer one", head.Format, format, head.Commit)
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, damaged("its manifest cannot be read")
	}
	newest, err := newestMigration()
	switch {
	case err != nil:
		return m, err
	case !hmac.Equal([]byte(m.Key), []byte(checkValue(cfg))):
		return m, errors.New("the archive was made with another HUB_SECRET: set the one that the hub had then")
	case !hmac.Equal([]byte(given), []byte(mac(cfg, raw))):
		return m, damaged("its manifest was changed")
	case m.Migration > newest:
		return m, fmt.Errorf("the archive has migration %04d and this hub knows up to %04d: restore it with the hub that wrote it (%s), or a newer one", m.Migration, newest, m.Commit)
	}
	return m, nil
}

func newestMigration() (int, error) {
	names, err := fs.Glob(migrations.Files, "[0-9][0-9][0-9][0-9]_*.sql") // sorted
	if err != nil || len(names) == 0 {
		return 0, errors.Join(err, errors.New("backup: no migrations"))
	}
	return strconv.Atoi(names[len(names)-1][:4])
}

// damaged is the sentence about an archive that is not what was written.
func damaged(how string) error { return fmt.Errorf("the archive is damaged: %s", how) }
