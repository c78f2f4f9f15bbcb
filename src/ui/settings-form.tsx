import { Button, Stack, type TextInputProps } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Notice } from './notice.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { useAnswer } from './use-answer.ts'

/** What the fields of a form of settings are drawn with. */
export interface SettingsPart<Settings> {
  settings: Settings
  /** Name, value and message of a text box that shows the setting of that name. */
  field(
    name: keyof Settings & string,
  ): Pick<TextInputProps, 'name' | 'defaultValue' | 'error' | 'autoComplete'>
  errorAt(name: string): string | undefined
}

interface SettingsFormProps<Settings> {
  settings: Settings
  /** What the form is called by whoever hears it. */
  label: string
  shownFields: string[]
  saved: string
  submitLabel: string
  children(part: SettingsPart<Settings>): ReactNode
}

/** Settings of an office in one form (`viec=thiet-lap`), decided on the revision that is shown. */
export function SettingsForm<Settings extends { revision: number }>(props: SettingsFormProps<Settings>) {
  const { settings } = props
  const [saved, setSaved] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setSaved(true))
  const part: SettingsPart<Settings> = {
    settings,
    errorAt,
    field: (name) => ({
      name,
      defaultValue: String(settings[name]),
      error: errorAt(name),
      autoComplete: 'off',
    }),
  }
  return (
    <form
      // A saved password's box is empty again.
      key={settings.revision}
      method="post"
      noValidate
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault()
        setSaved(false)
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <input type="hidden" name="viec" value="thiet-lap" />
      <input type="hidden" name="revision" value={settings.revision} />
      <Stack>
        {problem ? <ProblemAlert problem={problem} shownFields={props.shownFields} /> : null}
        {props.children(part)}
        {saved ? <Notice tone="good" title={props.saved} /> : null}
        <Button type="submit" loading={busy} w="fit-content">
          {props.submitLabel}
        </Button>
      </Stack>
    </form>
  )
}
