// What can be said of a logo before it is sent. The hub looks at its bytes and decides.
export const logoBytes = 2 << 20
export const logoPixels = 4096
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp']

export type LogoFault = 'type' | 'size' | 'pixels' | 'broken'

async function dimensions(file: Blob) {
  const picture = await createImageBitmap(file)
  const { width, height } = picture
  picture.close()
  return { width, height }
}

/** Why a file is no logo, or null. */
export async function logoFault(file: Blob, measure = dimensions): Promise<LogoFault | null> {
  if (!logoTypes.includes(file.type)) return 'type'
  if (file.size > logoBytes) return 'size'
  try {
    const { width, height } = await measure(file)
    return width > logoPixels || height > logoPixels ? 'pixels' : null
  } catch {
    return 'broken'
  }
}
