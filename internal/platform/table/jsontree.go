package table

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// treeRows is how many rows' worth of text an element may hold with the rows inside it.
const treeRows = 8

// node is a value of JSON with what is inside it.
type node struct {
	value
	names  []string // of an object's members, in order; nil for an array
	inside []node
	kind   nodeKind
}

type nodeKind byte

const (
	leaf nodeKind = iota
	list
	members
)

// budget is what is left of the memory that a row may take.
type budget struct{ bytes, nodes int }

// mostNodes is how many values an element may hold with the rows inside it.
const mostNodes = 100_000

// grow reads a value whose first token was read, with all inside it.
func (w *walker) grow(token json.Token) (node, error) {
	w.tree = budget{treeRows * w.options.RowBytes, mostNodes}
	return w.node(token)
}

func (w *walker) node(token json.Token) (n node, err error) {
	if w.tree.nodes--; w.tree.nodes < 0 {
		return n, RowTooLong
	}
	switch token {
	case json.Delim('{'):
		n.kind = members
		err = w.level(func() error {
			name, token, err := w.member("")
			if err != nil {
				return err
			}
			return w.add(&n, name, token)
		})
	case json.Delim('['):
		n.kind = list
		err = w.level(func() error {
			token, err := w.in.Token()
			if err != nil {
				return err
			}
			return w.add(&n, "", token)
		})
	default:
		n.value = scalar(token)
		if len(n.text) > w.options.CellBytes {
			err = CellTooLong
		}
	}
	return n, err
}

func (w *walker) add(to *node, name string, token json.Token) error {
	inside, err := w.node(token)
	if err != nil {
		return err
	}
	if w.tree.bytes -= len(name) + len(inside.text); w.tree.bytes < 0 {
		return RowTooLong
	}
	if to.kind == members {
		to.names = append(to.names, name)
	}
	to.inside = append(to.inside, inside)
	return nil
}

// rows says that all elements of an array are objects, and whether they hold nothing but single values.
func (n node) rows() (are, plain bool) {
	if n.kind != list || len(n.inside) == 0 {
		return false, false
	}
	plain = true
	for _, element := range n.inside {
		if element.kind != members {
			return false, false
		}
		for _, value := range element.inside {
			plain = plain && value.kind == leaf
		}
	}
	return true, plain
}

// json writes an array of plain objects as it stood; what was null is an empty text.
func (n node) json() string {
	out := []byte{'['}
	for i, element := range n.inside {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '{')
		for k, name := range element.names {
			if k > 0 {
				out = append(out, ',')
			}
			quoted, _ := json.Marshal(name) //nolint:errchkjson // a text
			out = append(append(out, quoted...), ':')
			text := []byte(element.inside[k].text)
			if !element.inside[k].exact {
				text, _ = json.Marshal(element.inside[k].text) //nolint:errchkjson // a text
			}
			out = append(out, text...)
		}
		out = append(out, '}')
	}
	return string(append(out, ']'))
}

// key names a value: its names on the way inside an object, and how many sheets stand around that object.
type key struct {
	level int
	name  string
}

// record is what a row holds, with what the rows around it hold.
type record struct {
	around *record
	level  int
	values map[string]value
	order  []string // names of values as they came
	bytes  int
}

// put takes a value in. The last of a name counts.
func (r *record) put(name string, v value, o Options) error {
	if r.values == nil {
		r.values = map[string]value{}
	}
	r.bytes += len(v.text) + len(name)
	if _, twice := r.values[name]; !twice {
		r.order = append(r.order, name)
	}
	switch {
	case len(v.text) > o.CellBytes:
		return CellTooLong
	case r.bytes > o.RowBytes:
		return RowTooLong
	case len(r.order) > o.Columns:
		return TooManyColumns
	}
	r.values[name] = v
	return nil
}

// each goes through the values, the outermost first.
func (r *record) each(see func(key, value) error) error {
	if r == nil {
		return nil
	}
	if err := r.around.each(see); err != nil {
		return err
	}
	for _, name := range r.order {
		if err := see(key{r.level, name}, r.values[name]); err != nil {
			return err
		}
	}
	return nil
}

// show gives the row of a tree, and then the rows of each array of objects inside it.
func (w *walker) show(sheet string, around *record, n node) error {
	r := &record{around: around}
	if around != nil {
		r.level, r.bytes = around.level+1, around.bytes
	}
	var inner, cells []nested
	var take func(name string, n node) error
	take = func(name string, n node) error {
		are, plain := n.rows()
		switch {
		case are:
			inner = append(inner, nested{name, n})
			if plain {
				cells = append(cells, nested{name, n})
			}
			return nil
		case n.kind == leaf:
			return r.put(name, n.value, w.options)
		}
		for i, inside := range n.inside {
			part := strconv.Itoa(i + 1)
			if n.kind == members {
				part = n.names[i]
			}
			if err := take(joined(name, part), inside); err != nil {
				return err
			}
		}
		return nil
	}
	if n.kind == leaf {
		n = node{kind: members, names: []string{"value"}, inside: []node{n}}
	}
	if err := take("", n); err != nil {
		return err
	}
	shown, err := r.with(cells, w.options)
	if err != nil {
		return err
	}
	if err := w.see(sheet, shown); err != nil {
		return err
	}
	for _, i := range inner {
		for _, element := range i.node.inside {
			if err := w.show(joined(sheet, cmp.Or(i.name, "[]")), r, element); err != nil {
				return err
			}
		}
	}
	return nil
}

// nested is an array of objects inside a row.
type nested struct {
	name string
	node node
}

// with is the record with arrays as cells, as far as they go into a cell. The rows inside it have them as rows and do not repeat them.
func (r *record) with(cells []nested, o Options) (*record, error) {
	if len(cells) == 0 {
		return r, nil
	}
	out := *r
	out.values, out.order = maps.Clone(r.values), slices.Clone(r.order)
	for _, c := range cells {
		v := value{text: c.node.json()}
		if len(v.text) > o.CellBytes {
			continue
		}
		if err := out.put(c.name, v, o); err != nil {
			return nil, err
		}
	}
	return &out, nil
}
