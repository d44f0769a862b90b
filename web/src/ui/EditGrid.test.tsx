import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { clean, compose, composingKey, draw } from '../testing/screen'
import { EditGrid, type CellChange, type GridColumn } from './EditGrid'

type Row = { id: string; name: string; price: string; note: string }
const rowsOf = (n: number): Row[] => Array.from({ length: n }, (_, i) => ({ id: `r${i}`, name: `Item ${i + 1}`, price: String(i + 1), note: '' }))

const columns: GridColumn<Row>[] = [
  { key: 'name', title: 'Name', width: 12, main: true, text: (r) => r.name },
  { key: 'price', title: 'Price', width: 8, num: true, edit: true, text: (r) => r.price, wrong: (r) => (r.price === 'x' ? 'No number' : undefined) },
  { key: 'note', title: 'Note', width: 12, edit: true, text: (r) => r.note },
]

function Sheet({ count, beyond, submit }: { count: number; beyond?: (rows: string[][], column: string) => void; submit?: () => void }) {
  const [rows, setRows] = useState(() => rowsOf(count))
  const take = (changes: CellChange[]) =>
    setRows((old) => old.map((r) => ({ ...r, ...Object.fromEntries(changes.filter((c) => c.row === r.id).map((c) => [c.column, c.text])) })))
  return <EditGrid label="Sheet" columns={columns} rows={rows} rowKey={(r) => r.id} rowName={(r) => r.name} onChange={take} onBeyond={beyond} onSubmit={submit} />
}

const cell = (name: string) => page.getByRole('textbox', { name })
const paste = (text: string) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}
const rowTexts = () => page.getByRole('row').elements().slice(1).map((r) => [...r.children].map((c) => c.querySelector('input')?.value ?? c.textContent))

test('typing replaces, Enter goes down, arrows move, Escape gives back, Ctrl+Z undoes', async () => {
  await draw(<Sheet count={3} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('21.5{Enter}7{ArrowDown}9{Escape}{ArrowRight}soon{Enter}')
  expect(rowTexts()).toEqual([['Item 1', '21.5', ''], ['Item 2', '7', ''], ['Item 3', '3', 'soon']])
  await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}')
  expect(rowTexts()[1]).toEqual(['Item 2', '2', ''])
  await clean()
})

test('F2 goes on with what stands there; Tab while typing goes to the next cell', async () => {
  await draw(<Sheet count={2} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{F2}5{Tab}ok{Tab}')
  expect(rowTexts()[0]).toEqual(['Item 1', '15', 'ok'])
})

test('a pasted block fills cells, and what lies beyond the last row is handed over', async () => {
  const beyond = vi.fn<(rows: string[][], column: string) => void>()
  await draw(<Sheet count={2} beyond={beyond} />)
  await cell('Item 1 · Price').click()
  paste('10\tred\r\n20\tgreen\r\n30\tblue\r\n')
  await expect.poll(rowTexts).toEqual([['Item 1', '10', 'red'], ['Item 2', '20', 'green']])
  expect(beyond).toHaveBeenCalledWith([['30', 'blue']], 'price')
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(rowTexts()).toEqual([['Item 1', '1', ''], ['Item 2', '2', '']])
})

test('a range is filled down and emptied', async () => {
  await draw(<Sheet count={4} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}')
  expect(rowTexts().map((r) => r[1])).toEqual(['1', '1', '1', '4'])
  await userEvent.keyboard('{Delete}')
  expect(rowTexts().map((r) => r[1])).toEqual(['', '', '', '4'])
})

test('Chinese is composed into the cell, and Enter of the input method moves nothing', async () => {
  await draw(<Sheet count={2} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{ArrowRight}')
  await compose(['x', 'xian', '现huo'], '现货')
  const input = cell('Item 1 · Note').element()
  composingKey(input, 'Enter')
  expect(document.activeElement).toBe(input)
  await userEvent.keyboard('{Enter}')
  expect(rowTexts()[0]).toEqual(['Item 1', '1', '现货'])
})

test('a thousand rows: few are drawn, the last is reached by keyboard', async () => {
  await draw(<Sheet count={1000} />)
  expect(page.getByRole('row').elements().length).toBeLessThan(60)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('{Control>}{End}{/Control}')
  await expect.element(cell('Item 1000 · Price')).toHaveFocus()
})

test('a wrong cell says why, and Ctrl+Enter hands in', async () => {
  const submit = vi.fn<() => void>()
  await draw(<Sheet count={1} submit={submit} />)
  await cell('Item 1 · Price').click()
  await userEvent.keyboard('x{Enter}')
  await expect.element(cell('Item 1 · Price')).toHaveAccessibleDescription('No number')
  await userEvent.keyboard('5{Control>}{Enter}{/Control}')
  expect(submit).toHaveBeenCalledOnce()
  expect(rowTexts()[0]?.[1]).toBe('5')
})

test('on a phone each row is a card with fields', async () => {
  await page.viewport(390, 800)
  try {
    await draw(<Sheet count={2} />)
    await page.getByRole('textbox', { name: 'Item 2 · Price' }).fill('8')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('textbox', { name: 'Item 2 · Price' })).toHaveValue('8')
    await clean()
  } finally {
    await page.viewport(1000, 900)
  }
})
