import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page } from './Categories'

const hub = fakeHub()
const at = `/api/companies/${company}`
const screws = { code: '7318', name: 'Screws, bolts, nuts', name_zh: '螺钉、螺栓、螺母', path: ['Articles of iron or steel'], score: 0.8 }
const seat = supplier({ permissions: [...supplier().permissions, 'catalog.item.read', 'catalog.item.write', 'catalog.category.read', 'catalog.category.write'] })
const draw = (search = '', mySeat = seat) => drawSigned(Page, '/c/$company/items/categories', { texts: ['categories', 'trading'], seats: [mySeat], search })

function answers() {
  hub.answer(`GET ${at}/categories`, () =>
    json({ items: [{ name: 'bolts', items: 12, withdrawn: 2, attributes: [{ key: 'length', name: 'Length', kind: 'number', unit: 'MMT' }], heading: screws, etag: '"3"' }, { name: 'misc', items: 1, withdrawn: 0, attributes: [], etag: '"0"' }] }),
  )
  hub.answer(`GET ${at}/categories/suggestions`, () => json({ items: [screws] }))
  hub.answer(`GET ${at}/headings`, () => json({ items: [screws, { code: '8507', name: 'Accumulators', path: ['Electrical machinery'] }] }))
}

test('categories with what they stand for, in all dress', async () => {
  answers()
  await draw()
  await expect.element(page.getByRole('row', { name: /bolts/ })).toHaveTextContent(/12 · 2 withdrawn.*7318 Screws.*Length/)
  await everywhere()
  await page.getByRole('searchbox').fill('8507')
  await expect.element(page.getByText(/No category fits|没有符合的分类/)).toBeVisible()
})

test('a heading is taken from what is suggested, and an attribute of a list is described', async () => {
  answers()
  hub.answer(`PUT ${at}/categories`, (body) => json({ items: 1, withdrawn: 0, etag: '"1"', ...(body as object), heading: screws }))
  await draw('?category=misc')
  await page.getByRole('group', { name: /Suggested/ }).getByRole('button', { name: /7318/ }).click()
  await page.getByRole('button', { name: 'Add an attribute' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription('Give it a name.')
  await page.getByRole('textbox', { name: 'Name' }).fill('Finish')
  await page.getByRole('combobox', { name: 'Kind' }).selectOptions('choice')
  await page.getByRole('textbox', { name: 'Choices' }).fill('zinc\nblack')
  await page.getByRole('checkbox', { name: 'Needed for each item' }).click()
  await clean()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByText('misc is saved.')).toBeVisible()
  const call = hub.calls.find((c) => c.name === `PUT ${at}/categories`)
  expect(call?.body).toEqual({ name: 'misc', heading: '7318', attributes: [{ key: 'finish', name: 'Finish', kind: 'choice', choices: ['zinc', 'black'], required: true }] })
  expect(call?.headers.get('If-Match')).toBe('"0"')
})

test.each([
  [{ followed: 2 }, 'misc is saved. The values of 2 items followed.'],
  [{ followed: 2, unfit: 1 }, 'misc is saved. 1 value does not fit and stays as text.'],
])('what became of the values of items is said: %j', async (more, text) => {
  answers()
  hub.answer(`PUT ${at}/categories`, (body) => json({ items: 1, withdrawn: 0, etag: '"1"', ...(body as object), heading: screws, ...more }))
  await draw('?category=misc')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByText(text)).toBeVisible()
})

test('a heading is searched by its words', async () => {
  answers()
  await draw('?category=misc')
  await page.getByRole('combobox', { name: /Stands for/ }).click()
  await userEvent.keyboard('accu')
  await page.getByRole('option', { name: /8507/ }).click()
  await expect.element(page.getByRole('combobox', { name: /Stands for/ })).toHaveValue('8507 Accumulators')
})

test('whoever may only read opens nothing', async () => {
  answers()
  await draw('?category=misc', supplier({ permissions: ['catalog.category.read', 'catalog.item.read'] }))
  await expect.element(page.getByRole('rowheader', { name: 'misc' })).toBeVisible()
  expect(page.getByRole('button', { name: /misc|New category/ }).elements()).toEqual([])
  expect(page.getByRole('dialog').elements()).toEqual([])
})
