// Package engine says which records of different suppliers are the same product, how sure that is, and why.
//
// Owns: reading codes, measures and packs out of text; finding candidates among millions of records (Index); the features
// of a pair, the trained model and its calibrated confidence (Trainer, Model); contradictions, evidence and the decision
// (Decide); which questions to ask people next (Trainer.Questions).
//
// Does not own: the records themselves and their products (catalog), exact conversion of quantities (kernel/quantity).
//
// Invariants:
//   - A pair whose pack, measure, unit, brand or barcode contradict is never confirmed automatically, whatever the model says.
//   - Everything is symmetric: left and right may be exchanged without changing a figure.
//   - The same records and answers give the same model and the same confidence, to the last bit, in whatever order they come
//     and on however many processors: every sum runs in the order of the records' content.
//   - A pair is confirmed automatically only above the confidence at which people's answers have proven the wanted precision;
//     while there are too few answers to prove it, nothing is (but equal barcodes and equal brand and part number).
package engine
