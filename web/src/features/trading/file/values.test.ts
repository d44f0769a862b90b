import { expect, test } from 'vitest'
import { draftOf, foundedOf, newContact, valuesOf } from './values'

const empty = valuesOf({})

test('an empty file is sent as an empty file', () => {
  expect(draftOf(empty)).toEqual({ draft: { trades: [], share_bank: false, contacts: [], extra: [] }, waiting: [] })
})

test('what is sent comes back as what was typed', () => {
  const full = {
    legal_name: 'Corner', country: 'CN', tax_number: '91310000', founded: '1998-04', trades: ['tools' as const], contacts: [{ name: 'Lin', role: 'general' as const }],
    bank: { holder: 'Corner', currency: 'CNY' }, share_bank: true, extra: [{ label: 'staff_count', value: '12' }],
  }
  expect(draftOf(valuesOf(full))).toEqual({ draft: full, waiting: [] })
})

test('days are understood as people write them', () => {
  expect([foundedOf('1998年4月17日'), foundedOf('1998/4'), foundedOf('１９９８'), foundedOf('1998.04.17'), foundedOf('1998年')]).toEqual(['1998-04-17', '1998-04', '1998', '1998-04-17', '1998'])
})

test('what the hub could not keep waits, is named, and takes nothing else along', () => {
  const { draft, waiting } = draftOf({
    ...empty, phone: '1', founded: 'soon', contacts: [{ ...newContact, phone: '123' }, newContact, { ...newContact, name: 'Lin' }], bank: { ...empty.bank, currency: 'Yuan', bank: 'ICBC' },
    extra: [{ label: '', value: 'x' }, { label: 'a', value: '1' }, { label: 'a ', value: '2' }, { label: '', value: '' }],
  })
  expect(waiting).toEqual(['/founded', '/contacts/0/name', '/bank/currency', '/extra/0/label', '/extra/2/label'])
  expect(draft).toEqual({ phone: '1', trades: [], share_bank: false, contacts: [{ name: 'Lin', role: 'general' }], bank: { bank: 'ICBC' }, extra: [{ label: 'a', value: '1' }] })
})
