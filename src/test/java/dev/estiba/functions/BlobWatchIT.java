package dev.estiba.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.estiba.document.Document;
import dev.estiba.document.DocumentFormat;
import dev.estiba.document.Json;
import dev.estiba.event.BlobPath;
import dev.estiba.event.FoundBlob;
import dev.estiba.event.StorageBlobs;
import dev.estiba.event.TriggerRecord;
import dev.estiba.event.TriggerRun;
import dev.estiba.event.WatchedBlobs;
import dev.estiba.launch.Launch;
import dev.estiba.local.Access;
import dev.estiba.local.EmbeddedEstiba;
import dev.estiba.local.EmbeddedOptions;
import dev.estiba.local.RuntimeChoice;
import dev.estiba.testing.Azurite;
import dev.estiba.testing.NeedsAzurite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers that watch blobs, on a real storage. */
@NeedsAzurite
final class BlobWatchIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static Azurite azurite;
  private static BlobServiceClient account;

  private String name;
  private BlobContainerClient container;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.start(folder);
    account =
        new BlobServiceClientBuilder().connectionString(azurite.connectionString()).buildClient();
  }

  @AfterAll
  static void stop() {
    azurite.close();
  }

  @BeforeEach
  void take_a_new_container() {
    name = "w" + UUID.randomUUID().toString().substring(0, 8);
    container = account.createBlobContainer(name);
  }

  private void upload(String blob, String content) {
    container.getBlobClient(blob).upload(BinaryData.fromString(content), true);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "AzureWebJobsStorage", azurite.connectionString(),
        "ESTIBA_APP", "blobs",
        "AZURE_SUBSCRIPTION_ID", "s");
  }

  /** A host that has memory of its own, as it is after a restart too. */
  private static final class Host {

    private final Services services = new Services(settings());
    private final TriggerStart.Starter starter;

    Host(TriggerStart.Starter starter) {
      this.starter = starter;
    }

    void scan() {
      try {
        new BlobScan(
                services.triggers(),
                services.watchedBlobs().orElseThrow(),
                new TriggerStart(starter, InstantSource.system()))
            .run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    TriggerChanges changes() {
      return new TriggerChanges(services, InstantSource.system());
    }

    void put(String trigger, String yaml) throws IOException {
      Document document = Document.read(yaml, DocumentFormat.YAML);
      assertThat(changes().put(trigger, (Document.Tree) document, new Preconditions(null, null)))
          .isInstanceOf(DefinitionChange.Asked.class);
    }

    TriggerRecord read(String trigger) throws IOException {
      return services.triggers().read(trigger).orElseThrow();
    }
  }

  /** What a task hub keeps: an instance of each id, and how often it was asked for. */
  private static final class Hub implements TriggerStart.Starter {

    final Set<String> instances = ConcurrentHashMap.newKeySet();
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean isThere(String instanceId) {
      asked.incrementAndGet();
      return instances.contains(instanceId);
    }

    @Override
    public boolean start(Launch launch, String instanceId, String secretsOwner) {
      return instances.add(instanceId);
    }
  }

  /** A host that dies at the 250th blob or soon after. */
  private record Dying(Hub hub) implements TriggerStart.Starter {

    @Override
    public boolean isThere(String instanceId) {
      if (hub.asked.get() >= 250) {
        throw new IllegalStateException("dies");
      }
      return hub.isThere(instanceId);
    }

    @Override
    public boolean start(Launch launch, String instanceId, String secretsOwner) {
      return hub.start(launch, instanceId, secretsOwner);
    }
  }

  private String trigger() {
    return "{blobs: " + name + "/in/, filter: {subjectSuffix: .csv}, task: {image: busybox}}";
  }

  @Test
  void a_blob_that_is_new_or_overwritten_starts_a_task_with_what_it_is() throws Exception {
    try (EmbeddedEstiba estiba =
        EmbeddedEstiba.tryStart(
                new EmbeddedOptions(
                    folder.resolve("data"),
                    0,
                    RuntimeChoice.SIMULATED,
                    Map.of("AzureWebJobsStorage", azurite.connectionString()),
                    Access.withoutKeys()))
            .orElseThrow()) {
      upload("in/old.csv", "old");
      assertThat(
              send(
                      estiba,
                      "PUT",
                      "/api/triggers/watch",
                      "{blobs: "
                          + name
                          + "/in/, filter: {subjectSuffix: .csv}, task: {image: busybox, command:"
                          + " ['{{event.data.url}}', '{{event.data.contentLength}}',"
                          + " '{{event.subject}}']}}")
                  .statusCode())
          .isEqualTo(201);
      upload("in/a b.csv", "12345");
      upload("in/other.txt", "x");
      upload("out/c.csv", "x");

      JsonNode one = awaitRuns(estiba, 1);
      upload("in/a b.csv", "1234567");
      JsonNode two = awaitRuns(estiba, 2);

      String id = one.at("/runs/0/instanceId").asText();
      JsonNode task = json(send(estiba, "GET", "/api/tasks/" + id, ""));
      assertThat(task.findValue("command"))
          .extracting(JsonNode::asText)
          .containsExactly(
              container.getBlobContainerUrl() + "/in/a%20b.csv",
              "5",
              "/blobServices/default/containers/" + name + "/blobs/in/a b.csv");
      assertThat(two.at("/runs/0/instanceId").asText()).isNotEqualTo(id);
      assertThat(two.at("/runs/1/instanceId").asText()).isEqualTo(id);
    }
  }

  private JsonNode awaitRuns(EmbeddedEstiba estiba, int runs) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              send(estiba, "POST", "/admin/functions/WatchBlobs", "{}");
              return json(send(estiba, "GET", "/api/triggers/watch", ""));
            },
            view -> view.path("runs").size() == runs);
  }

  @Test
  void two_hosts_that_look_at_the_same_time_start_each_blob_once() throws Exception {
    Hub hub = new Hub();
    Host one = new Host(hub);
    Host two = new Host(hub);
    one.put("pair", trigger());
    IntStream.range(0, 300).forEach(i -> upload("in/" + i + ".csv", "x"));

    CompletableFuture.allOf(
            CompletableFuture.runAsync(one::scan), CompletableFuture.runAsync(two::scan))
        .join();
    int asked = hub.asked.get();
    one.scan();
    two.scan();

    assertThat(hub.instances).hasSize(300);
    assertThat(hub.asked).as("looks that found nothing new").hasValue(asked);
    assertThat(one.read("pair").runs())
        .hasSize(10)
        .extracting(TriggerRun::state)
        .containsOnly(TriggerRun.State.Started);
  }

  @Test
  void what_a_crash_left_is_handed_on_by_the_next_look() throws Exception {
    Hub hub = new Hub();
    Host dying = new Host(new Dying(hub));
    dying.put("crash", trigger());
    IntStream.range(0, 450).forEach(i -> upload("in/" + i + ".csv", "x"));

    assertThatThrownBy(dying::scan).hasMessage("dies");
    int before = hub.instances.size();
    Host next = new Host(hub);
    next.scan();

    assertThat(before).isBetween(250, 299);
    assertThat(hub.instances).hasSize(450);
    assertThat(hub.asked)
        .as("those after the 200 that were noted are asked for again")
        .hasValue(250 + before);
  }

  @Test
  void what_came_in_a_pause_is_not_made_up_for() throws Exception {
    Hub hub = new Hub();
    Host host = new Host(hub);
    Preconditions none = new Preconditions(null, null);
    host.put("pause", trigger());
    host.changes().pause("pause", none);
    upload("in/meanwhile.csv", "x");
    host.scan();
    host.changes().resume("pause", none);
    upload("in/after.csv", "x");

    host.scan();

    assertThat(host.read("pause").runs())
        .extracting(run -> run.event().subject())
        .containsExactly("/blobServices/default/containers/" + name + "/blobs/in/after.csv");
  }

  @Test
  void another_definition_goes_on_where_the_one_before_was() throws Exception {
    Hub hub = new Hub();
    Host host = new Host(hub);
    host.put("change", trigger());
    upload("in/before.csv", "x");
    host.put("change", trigger().replace(".csv", "e.csv"));

    host.scan();

    assertThat(hub.instances).hasSize(1);
  }

  @Test
  void a_blob_that_cannot_be_used_is_refused_once() throws Exception {
    Host host = new Host(new Hub());
    host.put("refusing", "{blobs: " + name + "/, task: {image: 'busybox:{{event.data.nothing}}'}}");
    upload("a", "x");
    host.scan();
    host.scan();

    assertThat(host.read("refusing").runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.state()).isEqualTo(TriggerRun.State.Refused);
              assertThat(run.why()).contains("no field nothing");
            });
  }

  @Test
  void a_container_may_come_later_and_only_files_count() throws Exception {
    Hub hub = new Hub();
    Host host = new Host(hub);
    String later = name + "-later";
    host.put("later", "{blobs: " + later + ", task: {image: busybox}}");
    host.scan();
    BlobContainerClient made = account.createBlobContainer(later);
    made.getBlobClient("log").getAppendBlobClient().create();
    made.getBlobClient("folder").upload(BinaryData.fromString(""));
    made.getBlobClient("folder").setMetadata(Map.of("hdi_isfolder", "true"));
    made.getBlobClient("file").upload(BinaryData.fromString("x"));

    host.scan();

    assertThat(host.read("later").runs())
        .extracting(run -> run.event().subject())
        .containsExactly("/blobServices/default/containers/" + later + "/blobs/file");
  }

  @Test
  void a_trigger_whose_blobs_cannot_be_listed_holds_up_no_other() throws Exception {
    Hub hub = new Hub();
    Host host = new Host(hub);
    host.put("aaa", trigger());
    host.put("zzz", trigger());
    upload("in/a.csv", "x");
    StorageBlobs real = new StorageBlobs(account);
    AtomicInteger listings = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new BlobScan(
                        host.services.triggers(),
                        new Failing(real, listings),
                        new TriggerStart(hub, InstantSource.system()))
                    .run())
        .isInstanceOf(IOException.class);

    assertThat(hub.instances).hasSizeGreaterThanOrEqualTo(1);
    host.scan();
    assertThat(hub.instances).filteredOn(id -> id.matches("(aaa|zzz)-.*")).hasSize(2);
  }

  /** The first listing fails. */
  private record Failing(StorageBlobs blobs, AtomicInteger listings) implements WatchedBlobs {

    @Override
    public Instant now(BlobPath path) throws IOException {
      return blobs.now(path);
    }

    @Override
    public List<FoundBlob> list(BlobPath path, Instant since) throws IOException {
      if (listings.incrementAndGet() == 1) {
        throw new IOException("the storage answered 503");
      }
      return blobs.list(path, since);
    }
  }

  private static HttpResponse<String> send(
      EmbeddedEstiba estiba, String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(estiba.url() + path))
            .header("Content-Type", path.startsWith("/admin") ? "application/json" : "text/yaml")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body(), JsonNode.class);
  }
}
