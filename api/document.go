package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"gopkg.in/yaml.v3"
)

// Document returns the whole contract as one valid OpenAPI document: the files of all capabilities, with references inside the
// document only, each operation tagged with its capability's word. Every call makes a new one, which the caller may change.
// Errors name the file; in a binary that passed its tests there are none.
func Document() (*openapi3.T, error) {
	return Bundle(files)
}

// Bundle does what Document does for the folder openapi of any file system.
func Bundle(from fs.FS) (*openapi3.T, error) {
	names, err := fs.Glob(from, "openapi/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	whole := bundle{paths: tree{}, components: tree{}}
	for _, name := range names {
		if strings.HasSuffix(name, ".cfg.yaml") {
			continue
		}
		if err := whole.add(from, name); err != nil {
			return nil, fmt.Errorf("api: %s: %w", name, err)
		}
	}
	return whole.load()
}

// tree is a YAML mapping.
type tree = map[string]any

// bundle is the document while it grows.
type bundle struct {
	paths, components tree
	tags              []any
}

func (b *bundle) add(from fs.FS, name string) error {
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	var file tree
	if err := yaml.Unmarshal(text, &file); err != nil {
		return err
	}
	word := strings.TrimSuffix(path.Base(name), ".yaml")
	clean(file)
	paths, _ := file["paths"].(tree)
	for at, item := range paths {
		if b.paths[at] != nil {
			return fmt.Errorf("path %s stands in two files", at)
		}
		tag(item, word)
		b.paths[at] = item
	}
	if len(paths) > 0 {
		info, _ := file["info"].(tree)
		b.tags = append(b.tags, tree{"name": word, "description": info["description"]})
	}
	return b.addComponents(file)
}

func (b *bundle) addComponents(file tree) error {
	sections, _ := file["components"].(tree)
	for section, each := range sections {
		entries, ok := each.(tree)
		if !ok {
			return fmt.Errorf("components/%s is no mapping", section)
		}
		all, _ := b.components[section].(tree)
		if all == nil {
			all = tree{}
			b.components[section] = all
		}
		for name, entry := range entries {
			if had, taken := all[name]; taken && !reflect.DeepEqual(had, entry) {
				return fmt.Errorf("components/%s/%s stands in two files and differs: give one another name", section, name)
			}
			all[name] = entry
		}
	}
	return nil
}

// clean turns references into other files into references inside the document, and drops what concerns the Go generator only.
func clean(node any) {
	switch node := node.(type) {
	case tree:
		maps.DeleteFunc(node, func(key string, _ any) bool { return strings.HasPrefix(key, "x-go-") })
		if ref, ok := node["$ref"].(string); ok {
			if _, inside, found := strings.Cut(ref, "#"); found {
				node["$ref"] = "#" + inside
			}
		}
		for _, child := range node {
			clean(child)
		}
	case []any:
		for _, child := range node {
			clean(child)
		}
	}
}

// methods are the keys of a path item that hold operations.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

func tag(item any, word string) {
	operations, _ := item.(tree)
	for method, operation := range operations {
		if each, ok := operation.(tree); ok && slices.Contains(methods, method) {
			each["tags"] = []any{word}
		}
	}
}

func (b *bundle) load() (*openapi3.T, error) {
	text, err := json.Marshal(tree{
		"openapi":    "3.0.3",
		"info":       tree{"title": "Manifold", "version": "1", "description": "The whole contract of the hub. Errors are RFC 9457 problem details."},
		"servers":    []any{tree{"url": "/"}},
		"tags":       b.tags,
		"paths":      b.paths,
		"components": b.components,
	})
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	if err := document.Validate(context.Background()); err != nil {
		return nil, errors.Join(errors.New("api: the contract is not valid OpenAPI"), err)
	}
	return document, nil
}
