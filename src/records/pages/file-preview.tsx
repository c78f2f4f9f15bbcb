import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

interface Props {
  /** Where the content is fetched: each time is a look at it. */
  address: string
  name: string
  mediaType: string
  /** Shown at once, or only when asked for. */
  atOnce?: boolean
  /** Height of the frame, as CSS. */
  height?: string
}

const shown = (mediaType: string) => mediaType === 'application/pdf' || mediaType.startsWith('image/')

/**
 * A PDF or picture beside the form. The content is fetched and shown from memory, so that the browser's own reader shows
 * every kind of PDF; on a telephone, which has none, the link opens it.
 */
export function FilePreview({ address, name, mediaType, atOnce = false, height = '75vh' }: Props) {
  const [asked, setAsked] = useState(atOnce)
  const [place, setPlace] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const isShown = shown(mediaType)
  useEffect(() => {
    if (!asked || !isShown) return
    const stop = new AbortController()
    let made: string | null = null
    fetch(address, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status))
        made = URL.createObjectURL(await answer.blob())
        setPlace(made)
      })
      .catch(() => setFailed(!stop.signal.aborted))
    return () => {
      stop.abort()
      if (made) URL.revokeObjectURL(made)
      setPlace(null)
    }
  }, [address, asked, isShown])
  return (
    <Stack gap="xs">
      <Anchor href={address} target="_blank" size="sm" style={{ overflowWrap: 'anywhere' }}>
        Mở tệp {name}
      </Anchor>
      {isShown && !asked ? (
        <Button variant="default" onClick={() => setAsked(true)} style={{ alignSelf: 'flex-start' }}>
          Xem tại đây
        </Button>
      ) : null}
      {failed ? (
        <Text size="sm" role="alert">
          Chưa mở được tệp. Hãy tải lại trang rồi thử lại.
        </Text>
      ) : null}
      {place ? (
        mediaType === 'application/pdf' ? (
          <iframe src={place} title={`Xem ${name}`} style={{ width: '100%', height, border: 0 }} />
        ) : (
          <img src={place} alt={name} style={{ maxWidth: '100%' }} />
        )
      ) : null}
      {isShown ? null : <Text size="sm">Loại tệp này mở bằng phần mềm khác.</Text>}
    </Stack>
  )
}
