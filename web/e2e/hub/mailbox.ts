import { expect, type APIRequestContext, type Page } from '@playwright/test'

type Message = { to: string; subject: string; text: string; sent_at: string }

/** The newest mail to an address whose text leads to `path`, out of the built-in mailbox; waits until it has come. */
export async function linkTo(request: APIRequestContext, to: string, path: string): Promise<string> {
  let found = ''
  await expect
    .poll(
      async () => {
        const { items } = (await (await request.get('/api/mailbox', { params: { to } })).json()) as { items: Message[] }
        const link = new RegExp(`https?://\\S+${path}(#\\S+)?`)
        found = items.map((m) => link.exec(m.text)?.[0]).find((l) => l !== undefined) ?? ''
        return found
      },
      { message: `a mail to ${to} with a link to ${path}`, timeout: 15_000 },
    )
    .not.toBe('')
  const url = new URL(found)
  return url.pathname + url.hash
}

/** An address that nobody else has. */
export const freshEmail = (name: string) => `${name}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}@shop.example`

/** Who is signed in in this browser, as the hub sees it; null for nobody. */
export async function whoAmI(page: Page): Promise<string | null> {
  const answer = await page.request.get('/api/session')
  return answer.ok() ? ((await answer.json()) as { person: { email: string } }).person.email : null
}

export const goodPassword = 'four words by heart'

/** Signs somebody new up, from the form to the first page inside. */
export async function signUp(page: Page, email: string, company: string) {
  await page.goto('/signup')
  await page.getByRole('checkbox', { name: 'We buy' }).check({ force: true })
  await page.getByLabel('Company name').fill(company)
  await page.getByRole('combobox', { name: 'Country or region' }).fill('China')
  await page.getByRole('option', { name: 'China', exact: true }).click()
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail').fill(email)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look into your mailbox')
  await page.goto(await linkTo(page.request, email, '/welcome'))
  await expect(page.getByText(email)).toBeVisible()
  await page.getByLabel('New password').fill(goodPassword)
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/welcome/)
}
