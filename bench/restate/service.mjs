// The services that the benchmark calls: five steps in sequence, and steps fanned out.
// Usage: node service.mjs PORT

// The SDK needs it, and Node has it only from version 22 on.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

const { RestatePromise, createEndpointHandler, service } = await import('@restatedev/restate-sdk');
const { createServer } = await import('node:http2');

const bench = service({
  name: 'bench',
  handlers: {
    helloSequence5: async (context) => {
      const greetings = [];
      for (const city of ['Tokyo', 'Seattle', 'London', 'Lisbon', 'Vienna']) {
        greetings.push(await context.run(`hello ${city}`, () => `Hello, ${city}!`));
      }
      return greetings;
    },
    fanOut: async (context, width) => {
      const steps = [];
      for (let i = 0; i < width; i++) {
        steps.push(context.run(`step ${i}`, () => i));
      }
      return (await RestatePromise.all(steps)).length;
    },
  },
});

createServer(createEndpointHandler({ services: [bench] })).listen(
  Number(process.argv[2]),
  '127.0.0.1',
  () => console.log('listening'),
);
