import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { type KeyboardEvent, useMemo } from 'react'
import { prepareEntry, searchItems } from '../../../platform/search-text.ts'

interface Props {
  /** Place in the list, from 0. */
  index: number
  value: string
  picks: readonly string[]
  error?: string | undefined
  onChange(name: string): void
  /** The name is settled: the cursor goes on to the pages. */
  onSettled(): void
}

const mostShown = 8

/** Id of the field for the name of the n-th paper. */
export const documentNameId = (index: number) => `ten-giay-to-${index}`

/**
 * The name of a paper: typed freely, or found without diacritics or by initials. Enter takes the first that was found
 * (or the one chosen by arrows) and goes on; Tab keeps what was typed.
 */
export function DocumentName({ index, value, picks, error, onChange, onSettled }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const entries = useMemo(() => picks.map((item) => ({ item, entry: prepareEntry(item, null) })), [picks])
  const shown = useMemo(
    () => (value.trim() === '' ? picks.slice(0, mostShown) : searchItems(entries, value, mostShown)),
    [entries, picks, value],
  )

  function settle(name: string) {
    onChange(name)
    combobox.closeDropdown()
    onSettled()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    // One chosen by arrows comes through onOptionSubmit.
    if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0) return
    event.preventDefault()
    settle(value.trim() === '' ? value : (shown[0] ?? value))
  }

  return (
    <Combobox store={combobox} onOptionSubmit={settle} withinPortal={false}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id={documentNameId(index)}
          role="combobox"
          label="Tên giấy tờ"
          aria-label={`Tên giấy tờ ${index + 1}`}
          data-field={`originals.${index}.name`}
          error={error}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value)
            combobox.openDropdown()
          }}
          onKeyDown={onKeyDown}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={shown.length === 0}>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }} aria-label="Giấy tờ thường gặp">
          {shown.map((name) => (
            <Combobox.Option key={name} value={name}>
              {name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
