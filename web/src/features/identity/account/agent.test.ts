import { expect, test } from 'vitest'
import { device } from './agent'

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0', 'Edge · Windows', false],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari · iPhone', true],
  ['Mozilla/5.0 (Linux; Android 15; V2364A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0', '微信 WeChat · Android', true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Gecko/20100101 Firefox/131.0', 'Firefox · macOS', false],
  ['curl/8.5.0', 'curl', false],
  ['warehouse-robot 3', 'warehouse-robot 3', false],
])('%s', (agent, name, phone) => {
  expect(device(agent)).toEqual({ name, phone })
})
