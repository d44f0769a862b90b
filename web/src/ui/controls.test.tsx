import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { clean, compose, composingKey, draw, everywhere } from '../testing/screen'
import { Button } from './Button'
import { Checkbox, RadioGroup, Switch } from './Choice'
import { Field, Input, TextArea } from './Field'
import { Segmented, Tabs } from './Segmented'
import { Select } from './Select'
import { Stepper } from './Stepper'

test('Button: pressed by keyboard, but not while it is at work', async () => {
  const press = vi.fn<() => void>()
  const screen = await draw(
    <>
      <Button kind="primary" onClick={press}>
        Order
      </Button>
      <Button kind="danger">Remove</Button>
      <Button kind="quiet">More</Button>
      <Button disabled>Off</Button>
      <Button busy onClick={press}>
        Sending
      </Button>
    </>,
  )
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await userEvent.keyboard(' ')
  expect(press).toHaveBeenCalledTimes(2)
  await screen.getByRole('button', { name: 'Sending' }).click({ force: true })
  expect(press).toHaveBeenCalledTimes(2)
  await everywhere()
})

test('Field: label, hint and error belong to the control', async () => {
  const screen = await draw(
    <Field label="E-mail" hint="Only for signing in" error="Not an address" required={false}>
      <Input type="email" />
    </Field>,
  )
  const input = screen.getByRole('textbox', { name: /E-mail/ })
  await expect.element(input).toHaveAccessibleDescription('Only for signing in Not an address')
  await expect.element(input).toBeInvalid()
  await screen.getByText('E-mail').click()
  await expect.element(input).toHaveFocus()
  await everywhere()
})

test('Input and TextArea: Chinese is composed without loss', async () => {
  function Note() {
    const [text, setText] = useState('')
    const [long, setLong] = useState('')
    return (
      <>
        <Field label="Note">
          <Input value={text} onChange={(e) => setText(e.target.value)} />
        </Field>
        <Field label="Long note">
          <TextArea value={long} onChange={(e) => setLong(e.target.value)} />
        </Field>
      </>
    )
  }
  const screen = await draw(<Note />)
  for (const name of ['Note', 'Long note']) {
    const input = screen.getByRole('textbox', { name, exact: true })
    await input.click()
    await compose(['x', 'xian', 'xianhuo'], '现货')
    await expect.element(input).toHaveValue('现货')
  }
})

test('Select: the platform list, with a placeholder that cannot be chosen', async () => {
  function City() {
    const [city, setCity] = useState<'sh' | 'hz' | ''>('')
    return (
      <Field label="City">
        <Select value={city} onChange={setCity} placeholder="Choose" options={[{ value: 'sh', label: 'Shanghai' }, { value: 'hz', label: 'Hangzhou' }]} />
      </Field>
    )
  }
  const screen = await draw(<City />)
  const select = screen.getByRole('combobox', { name: 'City' })
  await expect.element(select).toHaveValue('')
  await userEvent.tab()
  await expect.element(select).toHaveFocus()
  await select.selectOptions('Hangzhou')
  await expect.element(select).toHaveValue('hz')
  await everywhere()
})

test('Checkbox, Switch and RadioGroup: space changes, arrows move', async () => {
  function Choices() {
    const [a, setA] = useState(false)
    const [b, setB] = useState(false)
    const [c, setC] = useState<'x' | 'y'>('x')
    return (
      <>
        <Checkbox checked={a} onChange={setA} hint="by supplier">
          Credit
        </Checkbox>
        <Switch checked={b} onChange={setB}>
          Bigger
        </Switch>
        <RadioGroup legend="Plan" name="plan" value={c} onChange={setC} options={[{ value: 'x', label: 'Cheap' }, { value: 'y', label: 'Few', hint: 'fewest orders' }]} />
        <Checkbox checked={false} mixed onChange={setA} aria-label="All" />
      </>
    )
  }
  const screen = await draw(<Choices />)
  await userEvent.tab()
  await userEvent.keyboard(' ')
  await expect.element(screen.getByRole('checkbox', { name: /Credit/ })).toBeChecked()
  await userEvent.tab()
  await userEvent.keyboard(' ')
  await expect.element(screen.getByRole('switch', { name: 'Bigger' })).toBeChecked()
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(screen.getByRole('radio', { name: /Few/ })).toBeChecked()
  expect((screen.getByRole('checkbox', { name: 'All' }).element() as HTMLInputElement).indeterminate).toBe(true)
  await everywhere()
})

function Quantity({ start = 12, decimals = 0 }: { start?: number; decimals?: number }) {
  const [n, setN] = useState(start)
  return (
    <>
      <Stepper value={n} onChange={setN} label="Water" max={999} decimals={decimals} />
      <output aria-label="value">{n}</output>
    </>
  )
}

test('Stepper: digits, arrows and buttons', async () => {
  const screen = await draw(<Quantity />)
  const value = screen.getByLabelText('value', { exact: true })
  const input = screen.getByRole('spinbutton', { name: 'Water' })
  await userEvent.tab()
  await expect.element(input).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}')
  await expect.element(value).toHaveTextContent('13')
  await userEvent.keyboard('{PageDown}')
  await expect.element(value).toHaveTextContent('3')
  await input.fill('48')
  await expect.element(value).toHaveTextContent('48')
  await input.fill('4x')
  await expect.element(value).toHaveTextContent('48')
  await input.fill('5000')
  await expect.element(value).toHaveTextContent('999')
  await screen.getByRole('button', { name: 'Less Water' }).click()
  await expect.element(value).toHaveTextContent('998')
  await everywhere()
})

test('Stepper: full-width digits and a composition that is still open', async () => {
  const screen = await draw(<Quantity decimals={2} />)
  const value = screen.getByLabelText('value', { exact: true })
  const input = screen.getByRole('spinbutton', { name: 'Water' })
  await input.click()
  await compose(['２', '２１'], '２１．５')
  await expect.element(value).toHaveTextContent('21.5')
  composingKey(input.element(), 'ArrowUp')
  await expect.element(value).toHaveTextContent('21.5')
})

test('Segmented and Tabs: arrows choose, Tab leaves', async () => {
  function Plans() {
    const [plan, setPlan] = useState('best')
    const [tab, setTab] = useState('a')
    return (
      <>
        <Segmented label="Plan" value={plan} onChange={setPlan} options={[{ value: 'best', label: 'Recommended' }, { value: 'cheap', label: 'Cheapest' }]} />
        <Tabs label="Company" value={tab} onChange={setTab} options={[{ value: 'a', label: 'People' }, { value: 'b', label: 'Terms' }]}>
          panel {tab}
        </Tabs>
      </>
    )
  }
  const screen = await draw(<Plans />)
  await userEvent.tab()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(screen.getByRole('radio', { name: 'Cheapest' })).toBeChecked()
  await userEvent.tab()
  await expect.element(screen.getByRole('tab', { name: 'People' })).toHaveFocus()
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(screen.getByRole('tab', { name: 'Terms' })).toHaveFocus()
  await expect.element(screen.getByRole('tabpanel', { name: 'Terms' })).toHaveTextContent('panel b')
  await userEvent.keyboard('{Home}')
  await expect.element(screen.getByRole('tab', { name: 'People', selected: true })).toHaveFocus()
  await everywhere()
})

test('the words of a control fit at a width of 320 px with bigger text', async () => {
  await page.viewport(320, 640)
  await draw(
    <>
      <Quantity />
      <Segmented label="Plan" value="a" onChange={() => undefined} options={[{ value: 'a', label: 'Recommended' }, { value: 'b', label: 'Cheapest' }, { value: 'c', label: 'Fewest suppliers' }]} />
    </>,
  )
  document.documentElement.dataset.bigger = ''
  expect(document.documentElement.scrollWidth).toBe(320)
  delete document.documentElement.dataset.bigger
  await page.viewport(1000, 900)
  await clean()
})
