package blob

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"manifold/internal/kernel/fault"
)

// Disk is a store in a directory: company/blob holds the content, beside it
// blob.json the Info. The content comes last, so where it is, its Info is too.
type Disk struct {
	root string
	temp tempFile
}

// NewDisk opens (or makes) the directory.
func NewDisk(root string) (*Disk, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("the directory for files %s cannot be used: %w", root, err)
	}
	return &Disk{root: root, temp: newTemp}, nil
}

const infoSuffix = ".json"

func (d *Disk) file(key Key) (string, error) {
	relative, err := key.path()
	return filepath.Join(d.root, filepath.FromSlash(relative)), err
}

// Put implements Store.
func (d *Disk) Put(ctx context.Context, key Key, r io.Reader, limit int64, contentType string) (Info, error) {
	final, err := d.file(key)
	if err != nil {
		return Info{}, err
	}
	dir := filepath.Dir(final)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Info{}, storageFault(err)
	}
	if _, err := os.Lstat(final); err == nil {
		return Info{}, Exists
	}
	content, info, err := spool(ctx, d.temp, dir, r, limit)
	if err != nil {
		return Info{}, err
	}
	defer discard(content)
	info.ContentType = mediaType(contentType)
	if err := d.publish(content.Name(), final, info); err != nil {
		return Info{}, err
	}
	return info, nil
}

// publish gives the finished content its name. A link, unlike a rename, replaces
// nothing; of two writers of one key only the first is heard.
func (d *Disk) publish(content, final string, info Info) error {
	if err := d.writeInfo(content+infoSuffix, info); err != nil {
		return err
	}
	defer func() { _ = os.Remove(content + infoSuffix) }()
	if err := firstLink(content+infoSuffix, final+infoSuffix); err != nil {
		return err
	}
	if err := firstLink(content, final); err != nil {
		return err
	}
	if err := syncDir(filepath.Dir(final)); err != nil {
		return storageFault(err)
	}
	return nil
}

func firstLink(from, to string) error {
	err := os.Link(from, to)
	if errors.Is(err, fs.ErrExist) {
		return Exists
	}
	if err != nil {
		return storageFault(err)
	}
	return nil
}

func (d *Disk) writeInfo(path string, info Info) error {
	raw, err := json.Marshal(info)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return storageFault(err)
	}
	_, err = file.Write(raw)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return storageFault(err)
	}
	return nil
}

// syncDir makes names survive a power cut.
func syncDir(dir string) error {
	handle, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(handle.Sync(), handle.Close())
}

// Open implements Store.
func (d *Disk) Open(_ context.Context, key Key) (io.ReadCloser, Info, error) {
	path, err := d.file(key)
	if err != nil {
		return nil, Info{}, err
	}
	content, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Info{}, fault.NotFound
	}
	if err != nil {
		return nil, Info{}, storageFault(err)
	}
	info, err := readInfo(path + infoSuffix)
	if err != nil {
		_ = content.Close()
		return nil, Info{}, err
	}
	return verify(content, info), info, nil
}

func readInfo(path string) (Info, error) {
	var info Info
	raw, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(raw, &info)
	}
	if err != nil {
		return Info{}, Damaged.Because(err)
	}
	return info, nil
}

// Delete implements Store.
func (d *Disk) Delete(_ context.Context, key Key) error {
	path, err := d.file(key)
	if err != nil {
		return err
	}
	for _, each := range []string{path, path + infoSuffix} {
		if err := os.Remove(each); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return storageFault(err)
		}
	}
	return nil
}
