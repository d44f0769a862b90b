import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { clean, draw } from '../testing/screen'
import { Button } from './Button'
import { Menu } from './lazy'

test('the button of a menu keeps the keyboard while its code comes, and opens it', async () => {
  const chosen = vi.fn<() => void>()
  await draw(
    <header>
      <Menu label="Acts" trigger={<Button>More</Button>} items={[{ label: 'Print', hint: 'on paper', onSelect: chosen }]} />
    </header>,
  )
  const button = page.getByRole('button', { name: 'More' })
  ;(button.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('menuitem', { name: /Print/ })).toBeVisible()
  await clean()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(chosen).toHaveBeenCalledOnce()
  await expect.element(button).toHaveFocus()
})
