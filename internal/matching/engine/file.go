package engine

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
)

// ErrNotAModel says that a file is no model, was damaged, or comes from a version of the hub that saw other features.
var ErrNotAModel = errors.New("matching: not a model of this version")

// fileVersion changes whenever the form of a file does, or a feature means something else under its old name.
const fileVersion = 1

// mostFile bounds what Load unpacks.
const mostFile = 256 << 20

// modelFile is the form of a saved model.
type modelFile struct {
	Version    int
	Features   uint64 // number of their names
	Attributes []string
	Stages     [2]stageFile
	Words      []uint64
	Weights    []float32
	Slope      float64
	Offset     float64
	Odds       []float64
	Yes, Total []int32
	Positives  int32
}

type stageFile struct {
	Bins    [][]float32
	Forests []forestFile
}

type forestFile struct {
	Base  float64
	Trees []treeFile
}

type treeFile struct {
	Features []uint16
	Bins     []uint8
	Shifts   []uint8
	Values   []float32
}

// Save writes the model as a small file. Equal models give equal files.
func (m *Model) Save(w io.Writer) error {
	packed := gzip.NewWriter(w)
	if err := gob.NewEncoder(packed).Encode(m.file()); err != nil {
		return fmt.Errorf("matching: saving a model: %w", err)
	}
	return packed.Close()
}

func (m *Model) file() modelFile {
	f := modelFile{
		Version: fileVersion, Features: layoutOf(m.attributes).names, Attributes: m.attributes, Stages: [2]stageFile{pack(m.first), pack(m.second)},
		Slope: m.scale.slope, Offset: m.scale.offset, Positives: m.positives,
	}
	for _, e := range m.lexicon.sorted() {
		f.Words, f.Weights = append(f.Words, e), append(f.Weights, m.lexicon[e])
	}
	for _, p := range m.proof {
		f.Odds, f.Yes, f.Total = append(f.Odds, p.odds), append(f.Yes, p.yes), append(f.Total, p.total)
	}
	return f
}

// Load reads what Save wrote; else ErrNotAModel, or the reader's error.
func Load(r io.Reader) (*Model, error) {
	packed, err := gzip.NewReader(r)
	if err != nil {
		return nil, errors.Join(ErrNotAModel, err)
	}
	content, err := io.ReadAll(io.LimitReader(packed, mostFile))
	if err != nil {
		return nil, errors.Join(ErrNotAModel, err)
	}
	var f modelFile
	if err := gob.NewDecoder(bytes.NewReader(content)).Decode(&f); err != nil {
		return nil, errors.Join(ErrNotAModel, err)
	}
	if !f.sound() {
		return nil, ErrNotAModel
	}
	m := &Model{
		attributes: f.Attributes, first: unpack(f.Stages[0]), second: unpack(f.Stages[1]), lexicon: make(lexicon, len(f.Words)),
		scale: scale{f.Slope, f.Offset}, positives: f.Positives,
	}
	for i, e := range f.Words {
		m.lexicon[e] = f.Weights[i]
	}
	for i, odds := range f.Odds {
		m.proof = append(m.proof, proven{odds, f.Yes[i], f.Total[i]})
	}
	return m, nil
}

// sound says whether every number points to something that exists, so that no later judgement fails.
func (f *modelFile) sound() bool {
	if len(f.Attributes) > mostAttributes {
		return false
	}
	l := layoutOf(f.Attributes)
	return f.Version == fileVersion && f.Features == l.names && len(f.Words) == len(f.Weights) && len(f.Odds) == len(f.Yes) && len(f.Odds) == len(f.Total) &&
		f.Stages[0].sound(l.first) && f.Stages[1].sound(l.second)
}

func (s *stageFile) sound(features int) bool {
	if len(s.Bins) != features || len(s.Forests) == 0 {
		return false
	}
	for _, edges := range s.Bins {
		if len(edges) >= bins {
			return false
		}
	}
	for _, forest := range s.Forests {
		for _, t := range forest.Trees {
			if !t.sound(features) || len(t.Features) != len(forest.Trees[0].Features) {
				return false
			}
		}
	}
	return true
}

func (t *treeFile) sound(features int) bool {
	inner := len(t.Features)
	full := inner&(inner+1) == 0 // one less than a power of two
	if !full || len(t.Bins) != inner || len(t.Shifts) != inner || len(t.Values) != 2*inner+1 {
		return false
	}
	for i := range t.Features {
		if int(t.Features[i]) >= features || t.Shifts[i] > 1 {
			return false
		}
	}
	return true
}

func pack(s stage) stageFile {
	f := stageFile{Bins: s.bins}
	for _, forest := range s.forests {
		ff := forestFile{Base: forest.base}
		for _, t := range forest.trees {
			tf := treeFile{Values: t.values}
			for _, s := range t.splits {
				tf.Features, tf.Bins, tf.Shifts = append(tf.Features, s.feature), append(tf.Bins, s.bin), append(tf.Shifts, s.shift)
			}
			ff.Trees = append(ff.Trees, tf)
		}
		f.Forests = append(f.Forests, ff)
	}
	return f
}

func unpack(f stageFile) stage {
	s := stage{bins: f.Bins}
	for _, ff := range f.Forests {
		forest := forest{base: ff.Base}
		for _, tf := range ff.Trees {
			t := tree{values: tf.Values, splits: make([]split, len(tf.Features))}
			for i := range t.splits {
				t.splits[i] = split{tf.Features[i], tf.Bins[i], tf.Shifts[i]}
			}
			forest.trees = append(forest.trees, t)
		}
		s.forests = append(s.forests, forest)
	}
	return s
}
