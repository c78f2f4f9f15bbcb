import { TextInput, type TextInputProps } from '@mantine/core'
import { Form, useLocation } from 'react-router'

/** Page on which everything is searched. */
export const searchAddress = '/tim-kiem'
const boxId = 'tim-chung'

interface SearchBoxProps {
  visibleFrom?: TextInputProps['visibleFrom']
  hiddenFrom?: TextInputProps['hiddenFrom']
  /** Whether / leads here. */
  isMain: boolean
  onSearch?(): void
}

/** The one box of search, on every page of the staff. A plain form: it works before the page's program has come. */
export function SearchBox({ visibleFrom, hiddenFrom, isMain, onSearch }: SearchBoxProps) {
  const { pathname, search } = useLocation()
  const typed = pathname === searchAddress ? (new URLSearchParams(search).get('q') ?? '') : ''
  return (
    <Form
      method="get"
      action={searchAddress}
      role="search"
      aria-label={isMain ? 'Tìm chung' : 'Tìm chung, trong danh mục'}
      onSubmit={onSearch}
      style={{ flex: '1 1 8rem', minWidth: 0, maxWidth: isMain ? '22rem' : undefined }}
    >
      <TextInput
        key={typed}
        id={isMain ? boxId : undefined}
        type="search"
        name="q"
        size="xs"
        visibleFrom={visibleFrom}
        hiddenFrom={hiddenFrom}
        aria-label="Tìm mọi văn bản, hồ sơ"
        aria-keyshortcuts={isMain ? '/' : undefined}
        placeholder={isMain ? 'Tìm văn bản, hồ sơ (phím /)' : 'Tìm văn bản, hồ sơ'}
        defaultValue={typed}
        maxLength={300}
        autoComplete="off"
        enterKeyHint="search"
      />
    </Form>
  )
}

/** Puts the keyboard into the box; false where the screen is too narrow to show it. */
export function enterSearchBox(): boolean {
  const box = document.getElementById(boxId)
  if (!(box instanceof HTMLInputElement) || box.offsetParent === null) return false
  box.focus()
  box.select()
  return true
}
