import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { clean, compose, composingKey, draw, everywhere } from '../testing/screen'
import { Button } from './Button'
import { Combobox, type ComboItem } from './Combobox'
import { DatePicker } from './DatePicker'
import { ConfirmDialog, Dialog } from './Dialog'
import { Field, Input } from './Field'
import { Menu } from './Menu'
import { toast, Toaster } from './Toast'
import { Tooltip } from './Tooltip'

afterEach(() => vi.useRealTimers())

const suppliers: ComboItem[] = [
  { value: 'hd', label: '华东批发', hint: '上海', words: 'hdpf' },
  { value: 'yf', label: '永丰食品', hint: '宁波', words: 'yfsp' },
  { value: 'jd', label: '金达商贸', hint: '杭州', words: 'jdsm' },
]

function Supplier() {
  const [value, setValue] = useState<ComboItem | null>(null)
  return (
    <>
      <Field label="Supplier">
        <Combobox items={suppliers} value={value} onChange={setValue} />
      </Field>
      <output aria-label="value">{value?.value}</output>
      <Button>Beside</Button>
    </>
  )
}

test('Combobox: typed, moved through, taken with Enter', async () => {
  const screen = await draw(<Supplier />)
  const input = screen.getByRole('combobox', { name: 'Supplier' })
  await userEvent.tab()
  await expect.element(input).toHaveFocus()
  await userEvent.keyboard('yfsp')
  await expect.element(page.getByRole('option')).toHaveTextContent('永丰食品')
  await everywhere()
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByLabelText('value', { exact: true })).toHaveTextContent('yf')
  await expect.element(input).toHaveValue('永丰食品')
  await userEvent.clear(input)
  await userEvent.keyboard('zzz')
  await expect.element(page.getByText('Nothing fits')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument()
})

test('Combobox: in a dialog too the rest is heard while its list is open, and the page behind is not', async () => {
  const screen = await draw(
    <>
      <Button>Behind</Button>
      <Dialog open onClose={() => undefined} title="Choose">
        <Supplier />
      </Dialog>
    </>,
  )
  await screen.getByRole('combobox', { name: 'Supplier' }).click()
  await expect.element(page.getByRole('option').first()).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Beside' })).toBeVisible()
  expect(page.getByRole('button', { name: 'Behind' }).elements()).toEqual([])
  await clean()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument()
  expect(document.querySelectorAll('[aria-live=off]')).toHaveLength(0)
})

test('Combobox: Chinese is composed, and the Enter of the input method takes nothing', async () => {
  const screen = await draw(<Supplier />)
  const input = screen.getByRole('combobox', { name: 'Supplier' })
  await input.click()
  await compose(['j', 'jin'], '金')
  await expect.element(input).toHaveValue('金')
  await expect.element(page.getByRole('option')).toHaveTextContent('金达商贸')
  composingKey(input.element(), 'Enter')
  await expect.element(screen.getByLabelText('value', { exact: true })).toBeEmptyDOMElement()
})

test('Dialog: holds the focus, closes with Escape, gives the focus back', async () => {
  function Ask({ place }: { place: 'center' | 'side' }) {
    const [open, setOpen] = useState(false)
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open {place}</Button>
        <Dialog open={open} onClose={() => setOpen(false)} title={`Invite ${place}`} description="By mail" place={place} actions={<Button kind="primary">Send</Button>}>
          <Field label="E-mail">
            <Input />
          </Field>
        </Dialog>
      </>
    )
  }
  const screen = await draw(
    <>
      <Ask place="center" />
      <Ask place="side" />
      <Button>Beside</Button>
    </>,
  )
  for (const place of ['center', 'side']) {
    const opener = screen.getByRole('button', { name: `Open ${place}` })
    await opener.click()
    const dialog = page.getByRole('dialog', { name: `Invite ${place}` })
    await expect.element(dialog).toBeVisible()
    for (let i = 0; i < 5; i++) {
      await userEvent.tab()
      expect(dialog.element().contains(document.activeElement)).toBe(true)
    }
    await everywhere()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(opener).toHaveFocus()
  }
})

test('ConfirmDialog: stays while it works and when it fails, goes when it is done', async () => {
  const act = vi.fn<() => Promise<void>>()
  function Remove() {
    const [open, setOpen] = useState(true)
    return <ConfirmDialog open={open} onClose={() => setOpen(false)} title="Remove?" description="3 people lose access." action="Remove 3 people" onConfirm={act} />
  }
  await draw(<Remove />)
  let finish = () => {}
  act.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)))
  const button = page.getByRole('button', { name: 'Remove 3 people' })
  await button.click()
  await expect.element(button).toHaveAttribute('aria-busy', 'true')
  await clean()
  finish()
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

test('Menu: opened, walked and chosen from with the keyboard', async () => {
  const choose = vi.fn<(what: string) => void>()
  const screen = await draw(
    <>
      <Menu
        label="Account"
        trigger={<Button>Account</Button>}
        items={[
          { kind: 'title', label: 'Wang' },
          { label: 'Company', onSelect: () => choose('company') },
          { kind: 'line' },
          { label: 'Sign out', onSelect: () => choose('out'), danger: true },
        ]}
      />
      <Button>Beside</Button>
    </>,
  )
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('menuitem', { name: 'Company' })).toHaveFocus()
  await everywhere()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(choose).toHaveBeenCalledExactlyOnceWith('out')
  await expect.element(screen.getByRole('button', { name: 'Account' })).toHaveFocus()
})

test('Tooltip: shown to the keyboard, gone with Escape', async () => {
  await draw(
    <>
      <Tooltip text="Ctrl+Z">
        <Button aria-label="Undo">U</Button>
      </Tooltip>
      <Button>Beside</Button>
    </>,
  )
  await userEvent.tab()
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('Ctrl+Z')
  await everywhere()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('tooltip')).not.toBeInTheDocument()
})

test('Toast: can be undone for eight seconds', async () => {
  const undo = vi.fn<() => void>()
  const screen = await draw(<Toaster />)
  toast('12 lines removed', undo)
  await expect.element(screen.getByText('12 lines removed')).toBeVisible()
  await everywhere()
  await screen.getByRole('button', { name: 'Undo' }).click()
  expect(undo).toHaveBeenCalledOnce()
  await expect.element(screen.getByText('12 lines removed')).not.toBeInTheDocument()
})

test('Toast: goes after eight seconds, but not under the pointer', async () => {
  const screen = await draw(<Toaster />)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  toast('Saved')
  const notice = screen.getByText('Saved')
  await expect.element(notice).toBeVisible()
  vi.advanceTimersByTime(7900)
  await expect.element(notice).toBeVisible()
  await notice.hover()
  vi.advanceTimersByTime(60_000)
  await expect.element(notice).toBeVisible()
  await userEvent.unhover(notice)
  await expect.poll(() => vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(200)
  await expect.element(notice).not.toBeInTheDocument()
})

function Due() {
  const [day, setDay] = useState<string | null>('2026-11-21')
  return (
    <>
      <Field label="Due">
        <DatePicker value={day} onChange={setDay} today="2026-11-22" min="2026-11-03" />
      </Field>
      <output aria-label="value">{day}</output>
      <Button>Beside</Button>
    </>
  )
}

test('DatePicker: typed in any usual way', async () => {
  const screen = await draw(<Due />)
  const input = screen.getByRole('textbox', { name: 'Due' })
  const value = screen.getByLabelText('value', { exact: true })
  for (const typed of ['2026/12/1', '20261201', '２０２６年１２月１日', '12-1']) {
    await input.fill(typed)
    await expect.element(value).toHaveTextContent('2026-12-01')
  }
  await input.fill('2026-02-30')
  await expect.element(input).toBeInvalid()
  await expect.element(value).toHaveTextContent('2026-12-01')
  await userEvent.clear(input)
  await compose(['２０２６'], '２０２６年１１月３０日')
  await expect.element(value).toHaveTextContent('2026-11-30')
})

test('DatePicker: the calendar by keyboard', async () => {
  const screen = await draw(<Due />)
  await screen.getByRole('button', { name: 'Choose a day' }).click()
  await expect.element(page.getByRole('button', { name: /21 November 2026/ })).toHaveFocus()
  await everywhere()
  await userEvent.keyboard('{ArrowDown}{ArrowRight}')
  await expect.element(page.getByRole('button', { name: /29 November 2026/ })).toHaveFocus()
  await userEvent.keyboard('{PageDown}')
  await expect.element(page.getByRole('button', { name: /29 December 2026/ })).toHaveFocus()
  await userEvent.keyboard('{PageUp}{PageUp}')
  // Before the first allowed day there is nowhere to go.
  await expect.element(page.getByRole('button', { name: /Tuesday.? 3 November 2026/ })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByLabelText('value', { exact: true })).toHaveTextContent('2026-11-03')
  await expect.element(page.getByRole('grid')).not.toBeInTheDocument()
})
