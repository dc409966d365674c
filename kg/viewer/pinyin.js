// Names by how they sound: whole syllables, initials, or a mix of both.

const LATIN = /^[a-zü']{1,40}$/;

// Where a spelling that begins at the name's letter `at` ends: {end, whole} or null; a last syllable may be cut.
function spelled(letters, at, typed, whole) {
  const failed = new Set();
  const go = (i, done) => {
    if (done === typed.length) return i;
    const key = i * 64 + done;
    if (i === letters.length || failed.has(key)) return 0;
    for (const sound of graph.pinyin.get(letters[i]) || [letters[i]])
      for (const size of whole ? [sound.length] : [sound.length, /^[zcs]h/.test(sound) ? 2 : 1, 1]) {
        const part = sound.slice(0, size), rest = typed.length - done;
        const end = typed.startsWith(part, done) ? go(i + 1, done + size) : rest < size && part.startsWith(typed.slice(done)) ? i + 1 : 0;
        if (end) return end;
      }
    failed.add(key);
    return 0;
  };
  return go(at, 0);
}

// As `answers` in search.js: 3 the whole name, 2 begins so, 1 has it inside; a little less for initials.
function sounds(keys, typed) {
  let best = 0;
  for (const letters of keys)
    for (let at = 0; at < letters.length && best < 3; at++)
      for (const whole of [true, false]) {
        const end = spelled(letters, at, typed, whole);
        if (end) best = Math.max(best, (at ? 1 : end === letters.length ? 3 : 2) - (whole ? 0 : 0.5));
      }
  return best;
}
