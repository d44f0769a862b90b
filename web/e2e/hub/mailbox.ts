import { expect, type APIRequestContext, type Page } from '@playwright/test'

type Message = { to: string; subject: string; text: string; sent_at: string }

/** The newest mail to an address whose text leads to `path`, and says something where that is given, out of the built-in mailbox; waits until it has come. */
export async function linkTo(request: APIRequestContext, to: string, path: string, says = ''): Promise<string> {
  let found = ''
  await expect
    .poll(
      async () => {
        const { items } = (await (await request.get('/api/mailbox', { params: { to } })).json()) as { items: Message[] }
        const link = new RegExp(`https?://\\S+${path}(#\\S+)?`)
        found = items.filter((m) => m.text.includes(says)).map((m) => link.exec(m.text)?.[0]).find((l) => l !== undefined) ?? ''
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

/** What the form for signing up says, in each language. */
const signUpWords = {
  en: { buy: 'We buy', company: 'Company name', country: 'Country or region', china: 'China', name: 'Your name', email: 'E-mail', sent: 'Look into your mailbox', password: 'New password' },
  'zh-CN': { buy: '采购', company: '公司名称', country: '国家/地区', china: '中国', name: '您的姓名', email: '邮箱', sent: '请查收邮件', password: '新密码' },
}

/** Signs somebody new up, from the form to the first page inside. */
export async function signUp(page: Page, email: string, company: string, lang: keyof typeof signUpWords = 'en') {
  const words = signUpWords[lang]
  await page.goto('/signup')
  await page.getByRole('checkbox', { name: words.buy }).check({ force: true })
  await page.getByLabel(words.company).fill(company)
  // A Chinese browser has it there already.
  const country = page.getByRole('combobox', { name: words.country })
  if ((await country.inputValue()) !== words.china) {
    await country.fill(words.china)
    await page.getByRole('option', { name: words.china, exact: true }).click()
  }
  await page.getByLabel(words.name).fill('Ada')
  await page.getByLabel(words.email).fill(email)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.sent)
  await page.goto(await linkTo(page.request, email, '/welcome'))
  await expect(page.getByText(email)).toBeVisible()
  await page.getByLabel(words.password).fill(goodPassword)
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/welcome/)
}
