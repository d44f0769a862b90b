package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
)

// hash is the link of entry r as number of its owner's chain. previous is the link before, nil for number 1.
func (r record) hash(previous []byte, number int64) ([]byte, error) {
	data, err := canonical(r.data)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	for _, field := range [][]byte{
		previous,
		[]byte(r.owner),
		binary.BigEndian.AppendUint64(nil, uint64(number)),
		[]byte(r.id.UUID()),
		binary.BigEndian.AppendUint64(nil, uint64(r.at.UnixMicro())),
		[]byte(r.person.String()),
		[]byte(r.operator.String()),
		[]byte(r.action),
		[]byte(r.object),
		data,
		r.personal,
	} {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		sum.Write(length[:])
		sum.Write(field)
	}
	return sum.Sum(nil), nil
}

// canonical writes JSON in one way: keys sorted, no spaces, numbers as the database gives them.
func canonical(data []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}
