package dev.estiba.local.functionhost.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.estiba.local.functionhost.FunctionHost;
import dev.estiba.local.functionhost.FunctionHostOptions;
import dev.estiba.local.functionhost.TestHttp;
import dev.estiba.local.functionhost.sample.FailingTimerSample;
import dev.estiba.local.functionhost.sample.HttpSamples;
import dev.estiba.local.functionhost.sample.QueueSamples;
import dev.estiba.local.functionhost.sample.TimerSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionAppTest {

  private static final List<Class<?>> CLASSES =
      List.of(HttpSamples.class, TimerSample.class, FailingTimerSample.class, QueueSamples.class);

  @TempDir Path folder;
  @TempDir Path data;

  private FunctionHostOptions options() {
    return TestHttp.withoutKeys(data, List.of()).withInjector(new NewInstances());
  }

  /** The class path of the tests names another injector, for other classes. */
  private static final class NewInstances implements FunctionInstanceInjector {

    @Override
    public <T> T getInstance(Class<T> type) throws Exception {
      return type.getConstructor().newInstance();
    }
  }

  /** As the build plugin would. */
  private void write(List<Class<?>> classes) throws IOException {
    for (FunctionDefinition function : FunctionScanner.definitions(classes)) {
      write(function.name(), function.functionJson("../app.jar"));
    }
  }

  private void write(String function, String json) throws IOException {
    Files.createDirectories(folder.resolve(function));
    Files.writeString(folder.resolve(function).resolve("function.json"), json);
  }

  private void edit(String function, String before, String after) {
    Path file = folder.resolve(function).resolve("function.json");
    try {
      String json = Files.readString(file);
      assertThat(json).contains(before);
      Files.writeString(file, json.replace(before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_files_and_the_annotations_give_the_same_functions() throws Exception {
    write(CLASSES);

    assertThat(FunctionApp.in(folder).functions()).isEqualTo(FunctionApp.of(CLASSES).functions());
  }

  @Test
  void a_route_edited_in_the_file_is_where_the_function_answers() throws Exception {
    write(List.of(HttpSamples.class));
    edit("Size", "\"methods\":", "\"route\":\"elsewhere\",\"methods\":");

    try (FunctionHost host = FunctionHost.start(options().withFunctionApp(folder))) {
      TestHttp http = new TestHttp(host.url());

      assertThat(http.post("/api/elsewhere", "123").body()).isEqualTo("3");
      assertThat(http.post("/api/Size", "123").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_disabled_function_is_listed_and_does_not_answer() throws Exception {
    write(List.of(HttpSamples.class));
    edit("Size", "\"bindings\":", "\"disabled\":true,\"bindings\":");
    var options =
        options()
            .withFunctionApp(folder)
            .withSettings(Map.of("AzureWebJobs.Reverse.Disabled", "true"));

    try (FunctionHost host = FunctionHost.start(options)) {
      TestHttp http = new TestHttp(host.url());

      assertThat(http.post("/api/Size", "123").statusCode()).isEqualTo(404);
      assertThat(http.post("/api/Reverse", "123").statusCode()).isEqualTo(404);
      assertThat(http.get("/api/Echo").statusCode()).isEqualTo(201);
      assertThat(host.functions())
          .filteredOn(function -> function.disabled())
          .extracting(function -> function.name())
          .containsExactly("Reverse", "Size");
    }
  }

  @Test
  void a_timer_asked_to_do_so_runs_when_the_host_starts() throws Exception {
    TimerSample.TICKS.clear();
    write(List.of(TimerSample.class));
    edit(
        "Tick",
        "\"timerTrigger\",",
        "\"timerTrigger\",\"runOnStartup\":true,\"useMonitor\":false,");

    try (FunctionHost host =
        FunctionHost.start(
            options().withFunctionApp(folder).withSettings(Map.of("TICK", "0 0 0 1 1 *")))) {
      org.awaitility.Awaitility.await().until(() -> !TimerSample.TICKS.isEmpty());
    }
    assertThat(data.resolve("timers").resolve("Tick.json")).doesNotExist();
  }

  @Test
  void a_failed_timer_is_called_again_as_the_file_says() throws Exception {
    FailingTimerSample.reset();
    write(List.of(FailingTimerSample.class));
    edit("Fixed", "\"timerTrigger\",", "\"timerTrigger\",\"runOnStartup\":true,");
    edit("Fixed", "\"maxRetryCount\":-1", "\"maxRetryCount\":3");

    try (FunctionHost host =
        FunctionHost.start(
            options().withFunctionApp(folder).withSettings(Map.of("TICK", "0 0 0 1 1 *")))) {
      org.awaitility.Awaitility.await().until(() -> FailingTimerSample.CALLS.size() == 4);
    }
    assertThat(FailingTimerSample.CALLS.get(3)).startsWith("3 of 3 after");
  }

  @Test
  void a_retry_policy_that_cannot_be_is_named() throws Exception {
    String[][] policies = {
      {"{'strategy':'again'}", "'again'"},
      {"{'strategy':'fixedDelay','delayInterval':'00:00:01'}", "maxRetryCount"},
      {"{'strategy':'fixedDelay','maxRetryCount':-2,'delayInterval':'00:00:01'}", "-2"},
      {"{'strategy':'fixedDelay','maxRetryCount':1}", "delayInterval"},
      {
        "{'strategy':'exponentialBackoff','maxRetryCount':1,'minimumInterval':'00:00:02',"
            + "'maximumInterval':'00:00:01'}",
        "longer than maximumInterval"
      }
    };
    for (String[] policy : policies) {
      write(List.of(TimerSample.class));
      edit("Tick", "\"bindings\":", "\"retry\":" + policy[0].replace('\'', '"') + ",\"bindings\":");

      refusedWith("'Tick'", policy[1]);
    }
  }

  @Test
  void an_app_in_jars_of_its_own_finds_its_classes_libraries_and_services(@TempDir Path scratch)
      throws Exception {
    CompiledApp.write(folder, scratch);

    try (FunctionHost host =
        FunctionHost.start(TestHttp.withoutKeys(data, List.of()).withFunctionApp(folder))) {
      assertThat(new TestHttp(host.url()).get("/api/Greet").body()).isEqualTo("ahoy, captain");
    }
  }

  @Test
  void a_closed_app_holds_no_jar_open(@TempDir Path scratch) throws Exception {
    CompiledApp.write(folder, scratch);
    FunctionApp app = FunctionApp.in(folder);
    Class<?> type = app.functions().get(0).method().getDeclaringClass();
    assertThat(type.getResource("Greeting.class")).isNotNull();

    app.close();

    assertThat(type.getResource("Greeting.class")).isNull();
  }

  @Test
  void an_entry_point_that_cannot_be_called_is_named(@TempDir Path scratch) throws Exception {
    String[][] entryPoints = {
      {"shop.Greeting.farewell", "no method 'farewell'"},
      {"shop.Farewell.greet", "class shop.Farewell cannot be loaded"},
      {"shop.Greeting.twice", "overloaded"},
      {"shop.Greeting.loose", "parameter of type int"},
      {"greet", "a.b.Class.method"}
    };
    for (String[] entryPoint : entryPoints) {
      CompiledApp.write(folder, scratch);
      edit("Greet", "shop.Greeting.greet", entryPoint[0]);

      refusedWith("'Greet'", entryPoint[1]);
    }
  }

  @Test
  void a_binding_that_no_parameter_takes_is_named(@TempDir Path scratch) throws Exception {
    CompiledApp.write(folder, scratch);
    edit(
        "Greet",
        "{\"type\": \"http\",",
        "{\"type\":\"durableClient\",\"name\":\"d\"},{\"type\":\"http\",");

    refusedWith("'Greet'", "d (durableClient)", "Build the function app again");
  }

  @Test
  void a_file_without_bindings_or_with_another_kind_of_disabled_is_refused() throws Exception {
    write("Bare", "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"a.B.c\"}");
    refusedWith("'Bare'", "no list of 'bindings'");

    write(
        "Bare",
        "{\"scriptFile\":\"x\",\"entryPoint\":\"a.B.c\",\"bindings\":[],\"disabled\":\"OFF\"}");
    refusedWith("'Bare'", "true or false", "\"OFF\"", "AzureWebJobs.Bare.Disabled");
  }

  @Test
  void an_unknown_binding_stops_the_start_and_is_named() throws Exception {
    write(List.of(TimerSample.class));
    edit("Tick", "timerTrigger", "cosmosDBTrigger");

    refusedWith("'Tick'", "'cosmosDBTrigger'", "queueTrigger");
  }

  @Test
  void files_of_another_build_are_refused() throws Exception {
    write(List.of(TimerSample.class));
    edit("Tick", "TimerSample.", "NoSuchSample.");
    refusedWith("'Tick'", "app.jar does not exist", "Build the function app again");

    write(List.of(TimerSample.class));
    edit("Tick", "\"name\":\"", "\"name\":\"other");
    refusedWith("'Tick'", "Build the function app again");
  }

  @Test
  void a_file_that_is_no_json_is_named_with_the_line() throws Exception {
    write("Broken", "{\n \"entryPoint\": nothing }");

    refusedWith("Broken", "function.json", "line: 2");
  }

  @Test
  void a_folder_without_functions_is_no_app() {
    refusedWith(folder.toString(), "target/azure-functions");
  }

  private void refusedWith(String... parts) {
    assertThatThrownBy(() -> FunctionApp.in(folder))
        .isInstanceOf(FunctionAppException.class)
        .message()
        .contains(parts);
  }
}
