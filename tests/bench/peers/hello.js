/** What hello.c does. @param {string} word */
async function say(word) {
  await null;
  console.log(word);
}

await Promise.all([say('hello'), say('world')]);
