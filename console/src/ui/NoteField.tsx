import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';

/** A longer text, left out as one likes. */
export function NoteField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <TextField className="field" value={value} onChange={onChange} maxLength={4000}>
      <Label className="label">{label}</Label>
      <TextArea className="textarea" rows={3} />
    </TextField>
  );
}
