import { Anchor, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import styles from './command-palette.module.css'
import { searchAddress } from './search-box.tsx'

/** One place the palette can lead to. */
export interface Place {
  label: string
  /** What kind of thing it is, or what tells it from others of the name. */
  detail: string
  to: string
}

interface Props {
  opened: boolean
  onClose(): void
  /** Places for what was typed, best first; asked again at every change, never throws. */
  search(typed: string, signal: AbortSignal): Promise<Place[]>
}

/** Ctrl+K: type a few letters, go there with Enter. */
export function CommandPalette({ opened, onClose, search }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size="lg"
      fullScreen={isPhone}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header role="presentation">
          <Modal.Title component="h2" fw={700} fz="lg">
            Đi tới
          </Modal.Title>
          <Modal.CloseButton aria-label="Đóng cửa sổ Đi tới" />
        </Modal.Header>
        <Modal.Body>
          <Finder search={search} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** How long typing must rest before the question is put (milliseconds). */
const rest = 120

function useFound(typed: string, search: Props['search']): { places: Place[]; asked: string | null } {
  const [found, setFound] = useState<{ places: Place[]; asked: string | null }>({ places: [], asked: null })
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      const places = await search(typed, stop.signal)
      if (!stop.signal.aborted) setFound({ places, asked: typed })
    }
    const timer = setTimeout(ask, typed === '' ? 0 : rest)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [typed, search])
  return found
}

function Finder({ search, onClose }: Pick<Props, 'search' | 'onClose'>) {
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const { places, asked } = useFound(typed, search)
  const navigate = useNavigate()
  const id = useId()
  const entered = useRef(false)
  useEffect(() => {
    setMarked(0)
    // Enter was quicker than the answer.
    if (entered.current && asked === typed) go(places[0])
  }, [places])

  function go(place: Place | undefined) {
    // What is found belongs to what stands in the box: an answer to other letters leads nowhere.
    entered.current = asked !== typed
    if (!place || asked !== typed) return
    onClose()
    navigate(place.to)
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && places.length > 0) {
      event.preventDefault()
      setMarked((before) => (before + step + places.length) % places.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(places[marked])
    }
  }

  return (
    <Stack gap="xs">
      <TextInput
        label="Tên trang, mã hồ sơ, tên người nộp hoặc tên thủ tục"
        description="Gõ không dấu cũng được; ↓ ↑ để chọn, Enter để mở."
        role="combobox"
        aria-expanded={places.length > 0}
        aria-controls={`${id}-noi`}
        aria-autocomplete="list"
        aria-activedescendant={places[marked] ? `${id}-${marked}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={({ currentTarget }) => {
          entered.current = false
          setTyped(currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      {places.length > 0 ? (
        <div role="listbox" id={`${id}-noi`} aria-label="Tìm thấy" className={styles.places}>
          {places.map((place, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and names the marked line
            // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the box
            <div
              key={`${place.to} ${place.label}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === marked}
              className={styles.place}
              onClick={() => go(place)}
            >
              <Text size="sm">{place.label}</Text>
              <Text size="xs" c="dimmed">
                {place.detail}
              </Text>
            </div>
          ))}
        </div>
      ) : null}
      <Text size="sm" role="status">
        {asked === typed && asked !== null ? told(places.length) : 'Đang tìm…'}
      </Text>
      <Anchor
        component={Link}
        to={typed.trim() === '' ? searchAddress : `${searchAddress}?q=${encodeURIComponent(typed.trim())}`}
        size="sm"
        onClick={onClose}
      >
        Tìm trong nội dung mọi văn bản, hồ sơ
      </Anchor>
    </Stack>
  )
}

function told(count: number): string {
  return count > 0 ? `Có ${count} mục.` : 'Không tìm thấy. Hãy gõ ít chữ hơn, hoặc gõ đủ mã hồ sơ.'
}
