import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Problem } from '../lib/problem'
import { needTexts } from '../lib/i18n'
import { clean, draw, everywhere } from '../testing/screen'
import { CopyField } from './CopyField'
import { DataTable, LoadMore, type Column, type Sort } from './DataTable'
import { FileDrop } from './FileDrop'
import { Avatar, initials, Seal, StatusDot } from './Marks'
import { PageHeader, Section } from './Page'
import { Banner, EmptyState, ErrorState, Skeleton } from './States'
import { Button } from './Button'

type Seat = { id: string; name: string; orders: number }
const seats: Seat[] = [
  { id: 'a', name: '王芳', orders: 12 },
  { id: 'b', name: 'Li Wei', orders: 3 },
]
const columns: Column<Seat>[] = [
  { key: 'name', title: 'Name', cell: (s) => s.name, main: true, sortable: true },
  { key: 'orders', title: 'Orders', cell: (s) => s.orders, num: true, sortable: true },
  { key: 'state', title: 'State', cell: () => <StatusDot kind="done">Active</StatusDot> },
]

function Team() {
  const [sort, setSort] = useState<Sort>({ key: 'name', desc: false })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  return (
    <>
      <DataTable label="Team" columns={columns} rows={seats} rowKey={(s) => s.id} rowName={(s) => s.name} sort={sort} onSort={setSort} selected={selected} onSelect={setSelected} />
      <output aria-label="selected">{[...selected].join()}</output>
      <output aria-label="sort">{`${sort.key} ${sort.desc}`}</output>
    </>
  )
}

test('DataTable: sorted and selected by keyboard', async () => {
  const screen = await draw(<Team />)
  await expect.element(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  screen.getByRole('button', { name: 'Name' }).element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByLabelText('sort', { exact: true })).toHaveTextContent('name true')
  const all = screen.getByRole('checkbox', { name: 'Select all' })
  await screen.getByRole('checkbox', { name: 'Select Li Wei' }).click()
  await expect.element(screen.getByLabelText('selected', { exact: true })).toHaveTextContent('b')
  expect((all.element() as HTMLInputElement).indeterminate).toBe(true)
  await all.click()
  await expect.element(screen.getByLabelText('selected', { exact: true })).toHaveTextContent('a,b')
  await everywhere()
})

test('DataTable: cards on a phone, never wider than it', async () => {
  await page.viewport(390, 800)
  const screen = await draw(<Team />)
  await expect.element(screen.getByRole('list', { name: 'Team' })).toBeVisible()
  await screen.getByRole('checkbox', { name: 'Select 王芳' }).click()
  await expect.element(screen.getByLabelText('selected', { exact: true })).toHaveTextContent('a')
  expect(document.documentElement.scrollWidth).toBe(390)
  await everywhere()
  await page.viewport(1000, 900)
})

test('DataTable and LoadMore: nothing, and more', async () => {
  const more = vi.fn<() => void>()
  const screen = await draw(
    <>
      <DataTable label="Team" columns={columns} rows={[]} rowKey={(s) => s.id} empty={<EmptyState text="Nobody yet" action={<Button>Invite</Button>} />} />
      <LoadMore shown={50} total={1234} more onMore={more} />
      <LoadMore shown={1} more={false} onMore={more} />
    </>,
  )
  await expect.element(screen.getByText('Nobody yet')).toBeVisible()
  await expect.element(screen.getByText('50 of 1,234')).toBeVisible()
  await expect.element(screen.getByText('1 entry')).toBeVisible()
  await screen.getByRole('button', { name: 'Show more' }).click()
  expect(more).toHaveBeenCalledOnce()
  await everywhere()
})

test('ErrorState: the translated sentence, or the own one of the hub for a code without translation', async () => {
  await needTexts('fault')
  const again = vi.fn<() => void>()
  const screen = await draw(
    <>
      <ErrorState error={new Problem({ status: 403, code: 'hub.forbidden', detail: 'raw', request_id: 'req_1' })} onRetry={again} safe="Your list is saved." />
      <ErrorState error={new Problem({ status: 409, code: 'ordering.very_new', detail: 'The depot is closed.' })} />
    </>,
  )
  await expect.element(screen.getByText(/Your role does not allow this/)).toBeVisible()
  await expect.element(screen.getByText('req_1')).toBeVisible()
  await expect.element(screen.getByText('The depot is closed.')).toBeVisible()
  await screen.getByRole('button', { name: 'Try again' }).click()
  expect(again).toHaveBeenCalledOnce()
  await everywhere()
})

test('Page, banners, marks and skeleton', async () => {
  await draw(
    <>
      <PageHeader title="Team" note="3 people" actions={<Button kind="primary">Invite</Button>} />
      <Section title="Roles" note="2">
        <Seal name="华东批发" filled /> <Seal name="Lianda Home" /> <Avatar name="王芳" />
        {(['waiting', 'part', 'done', 'blocked', 'warn', 'off'] as const).map((kind) => (
          <StatusDot key={kind} kind={kind}>
            {kind}
          </StatusDot>
        ))}
      </Section>
      {(['info', 'warn', 'bad', 'offline'] as const).map((kind) => (
        <Banner key={kind} kind={kind}>
          Banner {kind}
        </Banner>
      ))}
      <Skeleton />
    </>,
  )
  expect(document.title).toBe('Team')
  await everywhere()
})

test('initials', () => {
  expect(['华东批发', '上海Lianda', 'Lianda Home Care', 'metro', ''].map(initials)).toEqual(['华', '上', 'LH', 'ME', '?'])
})

test('FileDrop: takes what fits and names what does not', async () => {
  const take = vi.fn<(files: File[]) => void>()
  const screen = await draw(<FileDrop label="Price file" hint="CSV" accept=".csv,image/*" maxSize={10} multiple onFiles={take} />)
  const good = new File(['a,b'], 'prices.csv')
  await screen.getByLabelText('Price file').upload([good, new File(['x'], 'virus.exe'), new File(['12345678901'], 'long.csv')])
  expect(take.mock.calls[0]?.[0].map((f) => f.name)).toEqual(['prices.csv'])
  await expect.element(screen.getByText(/virus.exe, long.csv/)).toBeVisible()
  await everywhere()
})

test('CopyField: copies, or selects where the clipboard is closed', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce().mockRejectedValueOnce(new Error('no'))
  const screen = await draw(<CopyField label="Link" value="https://hub.example/i/abc" />)
  await screen.getByRole('button', { name: 'Copy' }).click()
  expect(write).toHaveBeenCalledWith('https://hub.example/i/abc')
  await expect.element(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
  await screen.getByRole('button').click()
  const input = screen.getByRole('textbox').element() as HTMLInputElement
  await expect.element(screen.getByRole('textbox')).toHaveFocus()
  expect(input.selectionEnd).toBe(input.value.length)
  await clean()
})
