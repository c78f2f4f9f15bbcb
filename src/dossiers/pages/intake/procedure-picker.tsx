import { Combobox, Text, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { prepareEntry, searchItems } from '../../../platform/search-text.ts'
import type { Choice } from './form-state.ts'

interface Props {
  choices: readonly Choice[]
  chosenId: string
  error?: string | undefined
  onChoose(id: string): void
}

const mostShown = 12

/** Finds the procedure as it is typed: without diacritics, by part of a word, initials or code; most used when empty. */
export function ProcedurePicker({ choices, chosenId, error, onChoose }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox()
  const entries = useMemo(
    () => choices.map((item) => ({ item, entry: prepareEntry(item.name, item.code) })),
    [choices],
  )
  const shown = useMemo(
    () => (typed?.trim() ? searchItems(entries, typed, mostShown) : choices.slice(0, mostShown)),
    [choices, entries, typed],
  )
  const chosen = choices.find(({ id }) => id === chosenId)
  // The first is marked anew only when the list changes.
  useEffect(() => {
    if (shown.length > 0) combobox.selectFirstOption()
  }, [shown])
  // Once, when the form opens for a citizen.
  useEffect(() => {
    if (chosenId !== '') return
    input.current?.focus()
    combobox.openDropdown()
  }, [])

  function choose(id: string) {
    setTyped(null)
    combobox.closeDropdown()
    onChoose(id)
  }

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          role="combobox"
          label="Thủ tục"
          description="Gõ tên không dấu, chữ cái đầu (dkks) hoặc mã số; ↓ ↑ để chọn, Enter để nhận."
          data-field="procedureId"
          error={error}
          autoComplete="off"
          spellCheck={false}
          value={typed ?? chosen?.name ?? ''}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={({ currentTarget }) => {
            currentTarget.select()
            if (chosenId === '') combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            setTyped(null)
            combobox.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={340} style={{ overflowY: 'auto' }} aria-label="Thủ tục tìm thấy">
          {shown.map((choice) => (
            <ProcedureOption key={choice.id} choice={choice} />
          ))}
        </Combobox.Options>
        {shown.length === 0 ? (
          <Text size="sm" p="xs" role="status">
            Không có thủ tục nào khớp. Hãy gõ ít chữ hơn hoặc gõ mã số.
          </Text>
        ) : null}
      </Combobox.Dropdown>
    </Combobox>
  )
}

function ProcedureOption({ choice }: { choice: Choice }) {
  return (
    <Combobox.Option value={choice.id}>
      <Text size="sm" lineClamp={2}>
        {choice.name}
      </Text>
      <Text size="xs" c="inherit">
        {[choice.code, choice.fieldName, choice.limitText].filter(Boolean).join(' · ')}
      </Text>
    </Combobox.Option>
  )
}
